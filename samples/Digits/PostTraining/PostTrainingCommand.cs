using System.CommandLine;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace Digits.PostTraining;

/// <summary><c>-- post-training</c>: test errors of networks that were trained in float and then quantised in several ways.</summary>
/// <param name="data">The digits.</param>
/// <param name="folder">Where the networks are kept.</param>
internal sealed class PostTrainingCommand(DigitData data, NetworkFolder folder)
{
    private const int Epochs = 8;

    private static readonly PostTrainingOptions Plain = new() { Rounding = RoundingMethod.Nearest, SearchScales = false, CorrectBiases = false };

    private static readonly (string Name, PostTrainingOptions Options)[] Ways =
    [
        ("nearest", Plain),
        ("+ bias correction", Plain with { CorrectBiases = true }),
        ("+ cross-layer equalisation", Plain with { Equalization = EqualizationMethod.CrossLayer, CorrectBiases = true }),
        ("+ scale migration instead", Plain with { Equalization = EqualizationMethod.Smooth, CorrectBiases = true }),
        ("nearest, scales searched", Plain with { SearchScales = true, CorrectBiases = true }),
        ("error feedback, scales of the largest", new() { SearchScales = false }),
        ("error feedback, scales searched (default)", new()),
        ("default + cross-layer equalisation", new() { Equalization = EqualizationMethod.CrossLayer }),
    ];

    /// <summary>The command.</summary>
    /// <param name="mnist">Where the digits are from.</param>
    public static Command Create(Option<string?> mnist)
    {
        var kept = new Option<string>("--keep") { Description = "Folder of the networks; one that is trained already is taken from there.", DefaultValueFactory = _ => "post-training" };
        var adopt = Launch.Adopt();
        var command = new Command("post-training", "Trains two networks in float and quantises them in several ways.") { mnist, kept, adopt };
        command.SetAction(a => Launch.Try(() =>
            new PostTrainingCommand(DigitData.Load(a.GetValue(mnist)), new NetworkFolder(a.GetValue(kept)!, a.GetValue(adopt))).Run()));
        return command;
    }

    private int Run()
    {
        Console.WriteLine(data.Source);
        foreach (var family in PostTrainingFamily.All)
        {
            var path = Trained(family);
            Console.WriteLine($"{family.Name}: {Error(family.LoadFloat(path)):P2} errors in float");
            Console.WriteLine($"weights\t{string.Join('\t', family.Models.Select(m => $"{m.Bits} bits"))}");
            foreach (var (name, options) in Ways) Print(name, family.Models.Select(m => Error(m, path, options)));
            Console.WriteLine("ranges of activations\t8 bits");
            foreach (var method in Enum.GetValues<CalibrationMethod>())
                Print($"{method}", [Error(family.Models[0], path, Plain with { Calibration = new() { Method = method } })]);
        }

        return 0;
    }

    private static void Print(string name, IEnumerable<double> errors) => Console.WriteLine($"{name}\t{string.Join('\t', errors.Select(e => $"{e:P2}"))}");

    private string Trained(PostTrainingFamily family) => folder.Take(
        family.Name,
        new TrainingOptions { Epochs = Epochs, BatchSize = 128, Schedule = LearningRateSchedule.Cosine(2e-3, warmUp: 0.05) },
        new TrainingNote(family.Train.Method.DeclaringType!, data.Train),
        (options, progress) => family.Train(data.Train, options, progress));

    private double Error(PostTrainingModel model, string path, PostTrainingOptions options)
    {
        var output = folder.File("quantized.safetensors");
        model.Quantize(path, output, data.Train, options, null);
        return Error(model.Load(output));
    }

    private double Error(CompressDsl.IModel model) => 1 - Evaluator.Accuracy(model, data.Test, threads: 0);
}
