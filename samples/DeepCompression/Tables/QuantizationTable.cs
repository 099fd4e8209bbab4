using CompressDsl.Samples;
using CompressDsl.Training;
using DeepCompression.Runs;

namespace DeepCompression.Tables;

/// <summary>
/// Error of LeNet-5 with fewer and fewer bits: put on its grids after training, trained on grids that are measured (QAT), and on grids whose
/// steps are learned (LSQ).
/// </summary>
/// <param name="workshop">Trains the networks.</param>
internal sealed class QuantizationTable(Workshop workshop)
{
    private const int Epochs = 1;

    // Points of error that the float network may be ahead.
    private const double PostTrainingGoal = 0.1;
    private const double TrainedGoal = 0.3;

    private static readonly (string Words, string Suffix, StepSize Steps)[] Trainings =
        [("QAT: steps measured", "", StepSize.Measured), ("LSQ: steps learned", "-learned", StepSize.Learned)];

    /// <summary>Trains what is not there yet, and prints a line for every number of bits, and what became of the goals.</summary>
    public void Run(int seeds, int? epochs)
    {
        var options = Families.Lenet5.Options with { Epochs = epochs ?? Epochs, QuantizeStart = 0.3 };
        var floats = workshop.Trained(Families.Lenet5.Float, options, seeds);
        var rows = QuantizedNetworks.All.Select(n => (Network: n, Converted: Converted(n.Variant, floats), Trained: Trained(n.Variant, options, seeds))).ToArray();
        if (!workshop.Spread([floats, .. rows.SelectMany(r => r.Trained), .. rows.SelectMany(r => r.Converted)])) return;
        var table = new TextTable(
            ["weights", "activations", "bytes stored", .. PostTrainingMethod.All.Select(m => "post-training: " + m.Words), .. Trainings.Select(t => t.Words)]);
        var whole = workshop.Measure(floats);
        table.Add(["float", "float", $"{whole.Bytes:N0}", .. PostTrainingMethod.All.Select(_ => whole.ErrorText), .. Trainings.Select(_ => whole.ErrorText)]);
        var goals = new List<string>();
        foreach (var (network, requests, trainings) in rows)
        {
            var converted = PostTrainingMethod.All.Zip(requests, (m, r) => (m.Words, Row: workshop.Measure(r))).ToArray();
            var trained = Trainings.Zip(trainings, (t, r) => (t.Words, Row: workshop.Measure(r))).ToArray();
            table.Add([
                $"{network.Bits} bits", $"{network.ActivationBits} bits", $"{trained[0].Row.Bytes:N0}",
                .. converted.Concat(trained).Select(c => c.Row.ErrorText)]);
            if (network.Bits == 8) goals.AddRange(converted.Select(c => Goal(network, "post-training, " + c.Words, Points(c.Row, whole), PostTrainingGoal)));
            if (network.Bits == 4) goals.AddRange(trained.Select(t => Goal(network, t.Words, Points(t.Row, whole), TrainedGoal)));
        }

        table.Write(workshop.Folder.File("quantization.csv"));
        foreach (var goal in goals) Console.WriteLine(goal);
    }

    private Request[] Converted(Variant variant, Request floats) =>
        [.. PostTrainingMethod.All.Select(m => workshop.Quantized(variant, m, floats))];

    private Request[] Trained(Variant variant, DistillationOptions options, int seeds) =>
        [.. Trainings.Select(t => workshop.Trained(variant with { Name = variant.Name + t.Suffix }, options with { StepSize = t.Steps }, seeds))];

    /// <summary>How much larger the mean error is than in float, in points.</summary>
    private static double Points(Measured row, Measured whole) => 100 * (row.Errors.Average() - whole.Errors.Average());

    private static string Goal(QuantizedNetwork network, string method, double points, double goal) =>
        $"{network.Bits}-bit weights, {network.ActivationBits}-bit activations, {method}: {points:+0.00;-0.00;0.00} points against float, "
        + $"at most +{goal:0.00} are the goal: {(points <= goal ? "reached" : "missed")}";
}
