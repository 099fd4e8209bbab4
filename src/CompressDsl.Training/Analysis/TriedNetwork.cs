using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>A float network whose layers are compressed one by one, to see what that costs, and put back.</summary>
internal sealed class TriedNetwork
{
    private readonly TrainingNetwork network;
    private readonly TrainedNetwork floats;
    private readonly IDataset samples;
    private readonly AnalysisCounter counter;
    private readonly Dictionary<int, float[]> originals;

    public TriedNetwork(TrainingNetwork network, TrainedNetwork floats, IDataset samples, AnalysisCounter counter)
    {
        (this.network, this.floats, this.samples, this.counter) = (network, floats, samples, counter);
        originals = network.Plan.Layers().ToDictionary(l => l.Index, l => floats.Parameters.SpanOf(l.Index).ToArray());
        Baseline = Score("float");
    }

    /// <summary>What is compressed.</summary>
    public NetworkPlan Plan => network.Plan;

    /// <summary>The score of the float network.</summary>
    public AnalysisScore Baseline { get; }

    /// <summary>The layer's float weights, behind their mask.</summary>
    public float[] Original(int layer) => originals[layer];

    /// <summary>Compresses a layer: weights become zero in the pattern that the layer asks for, then all go on a grid.</summary>
    /// <param name="layer">Number of its weight in the plan.</param>
    /// <param name="bits">2 to 8; 32 for float.</param>
    /// <param name="sparsity">Share of zeros, 0 for as many as there are.</param>
    public void Compress(int layer, int bits, double sparsity)
    {
        var (weight, values) = (Plan.Recipe.Weights[layer], (float[])originals[layer].Clone());
        if (sparsity > 0)
        {
            // A channel that goes takes its row with it. A floor is for layers that compete.
            var pattern = weight.Pattern == PrunePattern.Channels ? PrunePattern.Rows : weight.Pattern;
            var target = (weight with { Pattern = pattern }).PrunedBy(weight.Details with { Floor = 0 });
            WeightPruning.Apply(values, WeightPruning.Mask(new PruneTarget(target, values), sparsity));
        }

        if (bits < 32)
        {
            var grid = WeightGrid.Of(weight.On(weight.Grid.For(bits)) with { Bits = bits });
            grid.FakeQuantize(values, grid.Scales(values));
        }

        values.CopyTo(floats.Parameters.SpanOf(layer));
    }

    /// <summary>Puts a layer's float weights back.</summary>
    public void Restore(int layer) => originals[layer].CopyTo(floats.Parameters.SpanOf(layer));

    /// <summary>The score of the network as it is now.</summary>
    /// <param name="stage">What was done to it, in words.</param>
    public AnalysisScore Score(string stage)
    {
        counter.Next(stage);
        floats.Parameters.Refresh();
        return AnalysisScore.Of(NetworkEvaluator.Evaluate(network, floats.Parameters, samples, floats.Runner));
    }
}
