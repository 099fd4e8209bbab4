using System.CommandLine;
using CompressDsl.Samples;
using Detector;

return new SampleProgram("Shapes in pictures: a single-shot detector that is compiled, taught by a wider one.", SampleFolder.Here("Detector"), epochs: 30)
{
    Data = [],
    Open = _ => new DetectorSample(),
    More = [DrawCommand.Create()],
}.Run(args);
