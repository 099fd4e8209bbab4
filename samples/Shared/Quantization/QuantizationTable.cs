using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>
/// Error of a network with fewer and fewer bits: put on its grids after training, trained on grids that are measured (QAT), and on grids whose
/// steps are learned (LSQ).
/// </summary>
/// <param name="workshop">Makes the networks.</param>
internal sealed class QuantizationTable(IQuantizationWorkshop workshop)
{
    private static readonly (string Words, StepSize Steps)[] Trainings =
        [("QAT: steps measured", StepSize.Measured), ("LSQ: steps learned", StepSize.Learned)];

    /// <summary>What is to be reached, or null.</summary>
    public QuantizationGoals? Goals { get; init; }

    /// <summary>Trains what is not there yet, and prints a line for every number of bits, and what became of the goals.</summary>
    public void Run()
    {
        var rows = workshop.Networks.Select(n => (Network: n, Converted: Converted(n), Trained: Trained(n))).ToArray();
        if (!Request.Spread([workshop.Float, .. rows.SelectMany(r => r.Trained), .. rows.SelectMany(r => r.Converted)], workshop.Folder)) return;
        var table = new TextTable(
            ["weights", "activations", "bytes stored", .. PostTrainingMethod.All.Select(m => "post-training: " + m.Words), .. Trainings.Select(t => t.Words)]);
        var whole = workshop.Measure(workshop.Float);
        table.Add(["float", "float", $"{whole.Bytes:N0}", .. PostTrainingMethod.All.Select(_ => whole.ErrorText), .. Trainings.Select(_ => whole.ErrorText)]);
        var goals = new List<string>();
        foreach (var (network, requests, trainings) in rows)
        {
            var converted = PostTrainingMethod.All.Zip(requests, (m, r) => (m.Words, Row: workshop.Measure(r))).ToArray();
            var trained = Trainings.Zip(trainings, (t, r) => (t.Words, Row: workshop.Measure(r))).ToArray();
            table.Add([
                $"{network.Bits} bits", $"{network.ActivationBits} bits", $"{trained[0].Row.Bytes:N0}",
                .. converted.Concat(trained).Select(c => c.Row.ErrorText)]);
            if (Goals is null) continue;
            if (network.Bits == 8) goals.AddRange(converted.Select(c => Goal(network, "post-training, " + c.Words, Points(c.Row, whole), Goals.PostTraining)));
            if (network.Bits == 4) goals.AddRange(trained.Select(t => Goal(network, t.Words, Points(t.Row, whole), Goals.Trained)));
        }

        table.Write(workshop.Folder.File("quantization.csv"));
        foreach (var goal in goals) Console.WriteLine(goal);
    }

    private Request[] Converted(QuantizedNetwork network) => [.. PostTrainingMethod.All.Select(m => workshop.Converted(network.Variant, m))];

    private Request[] Trained(QuantizedNetwork network) => [.. Trainings.Select(t => workshop.Trained(network, t.Steps))];

    /// <summary>How much larger the mean error is than in float, in points.</summary>
    private static double Points(Measured row, Measured whole) => 100 * (row.Errors.Average() - whole.Errors.Average());

    private static string Goal(QuantizedNetwork network, string method, double points, double goal) =>
        $"{network.Bits}-bit weights, {network.ActivationBits}-bit activations, {method}: {points:+0.00;-0.00;0.00} points against float, "
        + $"at most +{goal:0.00} are the goal: {(points <= goal ? "reached" : "missed")}";
}
