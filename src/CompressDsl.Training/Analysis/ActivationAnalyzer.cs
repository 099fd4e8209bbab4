using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What the grids of the activations cost: float and quantised network side by side.</summary>
internal static class ActivationAnalyzer
{
    /// <summary>Analyses all activations with a static range.</summary>
    /// <param name="network">The network.</param>
    /// <param name="floats">Its float parameters.</param>
    /// <param name="deployed">Its parameters on their grids.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="bars">Bars of a histogram.</param>
    public static IEnumerable<ActivationAnalysis> Run(
        TrainingNetwork network, NetworkParameters floats, NetworkParameters deployed, IDataset samples, int bars)
    {
        var plan = network.Plan;
        var recorder = new ActivationRecorder(deployed.Grids);
        var block = new EvaluatedBlock(plan, samples.Shape, NetworkEvaluator.BlockRows);
        floats.Refresh();
        for (var first = 0; first < samples.Count; first += NetworkEvaluator.BlockRows)
        {
            block.Fill(samples, first);
            recorder.BeginFloat();
            block.Forward(network, floats, NetworkEvaluator.SettingsOf(floats), recorder);
            recorder.BeginQuantized();
            block.Forward(network, deployed, NetworkEvaluator.SettingsOf(deployed), recorder);
        }

        for (var p = 0; p < plan.Points.Count; p++)
        {
            if (!plan.IsStatic(p) || deployed.Ranges[p].IsEmpty) continue;
            var grid = deployed.Grids[p];
            yield return new ActivationAnalysis
            {
                Key = plan.Points[p],
                Low = grid.Dequantize(0),
                High = grid.Dequantize(grid.Highest),
                Step = grid.Scale,
                Sqnr = recorder[p].Sqnr,
                NetworkSqnr = recorder[p].NetworkSqnr,
                Clipped = recorder[p].Clipped,
                Histogram = ValueHistogram.Of(recorder.Histograms[p], bars),
            };
        }
    }
}
