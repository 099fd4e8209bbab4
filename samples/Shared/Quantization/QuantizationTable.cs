using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>
/// Error of a network with fewer and fewer bits: put on its grids after training, trained on grids that are measured (QAT), and on grids whose
/// steps are learned (LSQ).
/// </summary>
/// <param name="workshop">Makes the networks.</param>
internal sealed class QuantizationTable(IQuantizationWorkshop workshop)
{
    private static readonly (string Words, string Suffix, StepSize Steps)[] Trainings =
        [("QAT: steps measured", "", StepSize.Measured), ("LSQ: steps learned", "-learned", StepSize.Learned)];

    /// <summary>What is to be reached, or null.</summary>
    public QuantizationGoals? Goals { get; init; }

    /// <summary>Trains what is not there yet, and prints a line for every number of bits, and what became of the goals.</summary>
    public void Run()
    {
        var table = new TextTable(
            ["weights", "activations", "bytes stored", .. PostTrainingMethod.All.Select(m => "post-training: " + m.Words), .. Trainings.Select(t => t.Words)]);
        var whole = workshop.Float();
        table.Add(["float", "float", $"{whole.Bytes:N0}", .. PostTrainingMethod.All.Select(_ => whole.ErrorText), .. Trainings.Select(_ => whole.ErrorText)]);
        var goals = new List<string>();
        foreach (var network in workshop.Networks)
        {
            var converted = PostTrainingMethod.All.Select(m => (m.Words, Row: workshop.Convert(network.Variant, m))).ToArray();
            var trained = Trainings.Select(t => (t.Words, Row: workshop.Train(network.Variant with { Name = network.Variant.Name + t.Suffix }, t.Steps))).ToArray();
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

    /// <summary>How much larger the mean error is than in float, in points.</summary>
    private static double Points(Measured row, Measured whole) => 100 * (row.Errors.Average() - whole.Errors.Average());

    private static string Goal(QuantizedNetwork network, string method, double points, double goal) =>
        $"{network.Bits}-bit weights, {network.ActivationBits}-bit activations, {method}: {points:+0.00;-0.00;0.00} points against float, "
        + $"at most +{goal:0.00} are the goal: {(points <= goal ? "reached" : "missed")}";
}
