using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Size, time, weights and sensitivity of every layer.</summary>
/// <param name="subject">The network.</param>
/// <param name="compressed">What the build makes of it.</param>
/// <param name="deployed">Its parameters on their grids.</param>
/// <param name="tried">Its float form.</param>
/// <param name="options">What is tried.</param>
internal sealed class LayerAnalyzer(AnalysisSubject subject, CompressedModel compressed, NetworkParameters deployed, TriedNetwork tried, AnalysisOptions options)
{
    /// <summary>Analyses all layers.</summary>
    /// <param name="time">Time of the compiled network, microseconds, or NaN.</param>
    /// <param name="steps">Times of its kernels.</param>
    public LayerAnalysis[] Run(double time, EquatableArray<StepTime> steps)
    {
        var perMac = time / Math.Max(1, compressed.Layers.Sum(Work));
        return [.. tried.Plan.Layers().Select(l => Analyze(l.Index, l.Weight, [.. steps.Where(s => s.Weight == l.Weight.Key)], perMac))];
    }

    private LayerAnalysis Analyze(int index, WeightRecipe weight, StepTime[] steps, double microsecondsPerMac)
    {
        var facts = FactsOf(weight);
        var floats = tried.Original(index);
        var onGrid = deployed.EffectiveOf(index);
        return new LayerAnalysis
        {
            Name = facts.Name,
            Key = weight.Key,
            Facts = facts,
            Microseconds = steps.Length > 0 ? steps.Sum(s => s.Microseconds) : Work(facts) * microsecondsPerMac,
            IsTimeMeasured = steps.Length > 0,
            WeightSqnr = Decibels.Of(floats, onGrid),
            Weights = ValueHistogram.Of(floats, options.HistogramBars),
            Grid = weight.IsQuantized ? new(GridOf(weight, onGrid)) : default,
            ByBits = new(options.Bits.Select(b => Try(index, facts.Name, b, 0))),
            BySparsity = new(options.Sparsities.Select(s => Try(index, facts.Name, 32, s))),
        };
    }

    private SensitivityPoint Try(int index, string name, int bits, double sparsity)
    {
        tried.Compress(index, bits, sparsity);
        var score = tried.Score(bits < 32 ? $"{name} at {bits} bits" : FormattableString.Invariant($"{name} with {sparsity:P0} zeros"));
        tried.Restore(index);
        return new SensitivityPoint(bits < 32 ? bits : sparsity, score);
    }

    /// <summary>Multiply-adds that the kernel does.</summary>
    private static double Work(LayerFacts facts) => facts.Kernel.Contains("block", StringComparison.Ordinal) ? facts.Macs * (1 - facts.Sparsity) : facts.Macs;

    private LayerFacts FactsOf(WeightRecipe weight)
    {
        var layers = subject.Recipe.Layers;
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].Keys.Contains(weight.Key)) return compressed.Layers[i];
        }

        return new LayerFacts(weight.Key, "computed where it is used", weight.Count, 4L * weight.Count, 0, weight.Bits, 0, 0, "", "");
    }

    /// <summary>The different values in the channel with the largest one.</summary>
    private static float[] GridOf(WeightRecipe weight, ReadOnlySpan<float> values)
    {
        var largest = System.Numerics.Tensors.TensorPrimitives.IndexOfMaxMagnitude(values);
        if (largest < 0) return [];
        var columns = weight.Columns;
        if (weight.Kind == WeightKind.Matrix) return [.. values.Slice(largest / columns * columns, columns).ToArray().Distinct().Order()];
        var column = new float[weight.Rows];
        for (var row = 0; row < column.Length; row++) column[row] = values[(row * columns) + (largest % columns)];
        return [.. column.Distinct().Order()];
    }
}
