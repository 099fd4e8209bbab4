using System.CommandLine;
using CompressDsl.Samples;
using Digits;
using Digits.Hinton;
using Digits.PostTraining;

var data = new Option<string?>("--data") { Description = "Folder with MNIST's IDX files (train-*, t10k-*, also .gz); without it the sample draws digits itself." };
const string about = "Handwritten digits: a 784-1200-1200-10 teacher and the 784-300-100-10 student that is compiled from it.";
return new SampleProgram(about, SampleFolder.Here("Digit") with { IsTeacherCompiled = true }, epochs: 30)
{
    Data = [data],
    More = [PostTrainingCommand.Create(data), HintonCommand.Create(data)],
    Open = arguments => new DigitSample(DigitData.Load(arguments.GetValue(data))),
}.Run(args);
