using System.CommandLine;
using CompressDsl.Core;
using CompressDsl.Samples;
using ImageClassifier.Data;

namespace ImageClassifier.Quantization;

/// <summary><c>-- quantization --data folder --model file</c>: the published ResNet-8 on few bits, after training and trained on.</summary>
internal static class QuantizationCommand
{
    /// <summary>The command.</summary>
    /// <param name="data">The option that names the pictures.</param>
    public static Command Of(Option<string?> data)
    {
        var model = new Option<string>("--model") { Description = "The published weights: MLPerf Tiny's pretrainedResnet.tflite.", Required = true };
        var keep = new Option<string>("--keep")
        {
            Description = "Folder for the networks; those that are there are not trained again, and an interrupted training goes on.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "resnet8"),
        };
        var epochs = new Option<int>("--epochs") { Description = "Passes over the pictures.", DefaultValueFactory = _ => 10 };
        var seeds = new Option<int>("--seeds") { Description = "Trainings of each network.", DefaultValueFactory = _ => 1 };
        var (adopt, spread) = (Launch.Adopt(), Launch.Spread());
        var command = new Command("quantization", "The published ResNet-8 in 8, 4, 3 and 2 bits: post-training, trained, and with learned steps.")
        {
            data, model, keep, adopt, epochs, seeds, spread,
        };
        command.SetAction(a => Launch.Try(() => Launch.Together(a.GetValue(spread), ranks => Run(
            Load(a.GetValue(data)), a.GetValue(model)!, new NetworkFolder(a.GetValue(keep)!, a.GetValue(adopt), ranks), (a.GetValue(epochs), a.GetValue(seeds))))));
        return command;
    }

    private static ImageData Load(string? folder) => folder is null
        ? throw new InvalidOperationException("The published network knows the classes of CIFAR-10 alone: --data names the folder of its binary files.")
        : ImageData.Load(folder, b => b * (PublishedWorkshop.White / 255));

    private static int Run(ImageData data, string model, NetworkFolder folder, (int Epochs, int Seeds) settings)
    {
        Console.WriteLine($"{data.Source}: {data.Train.Count:N0} pictures to train with, {data.Test.Count:N0} to judge by.");
        var workshop = new PublishedWorkshop(data, folder, settings);
        workshop.Import(model);
        new QuantizationTable(workshop).Run();
        return 0;
    }
}
