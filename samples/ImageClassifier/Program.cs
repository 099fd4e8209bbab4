using System.CommandLine;
using CompressDsl.Samples;
using ImageClassifier;
using ImageClassifier.Data;
using ImageClassifier.Quantization;

var data = new Option<string?>("--data")
{
    Description = "Folder with CIFAR-10's binary files (*.bin, also .gz); without it the sample draws pictures itself.",
};
return new SampleProgram("Small pictures: a ResNet-8 that is compiled, taught by a wider one.", SampleFolder.Here("Image"), epochs: 12)
{
    Data = [data],
    More = [QuantizationCommand.Of(data)],
    Open = arguments => new ImageSample(ImageData.Load(arguments.GetValue(data))),
}.Run(args);
