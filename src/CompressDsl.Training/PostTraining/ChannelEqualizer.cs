using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Rescales channels: each is divided by a factor where it is made (rows of weights, biases) and multiplied by it where it is read (columns).
/// Batch norms must be folded into the weights.
/// </summary>
/// <param name="plan">The network.</param>
/// <param name="parameters">Its parameters; changed.</param>
internal sealed class ChannelEqualizer(NetworkPlan plan, NetworkParameters parameters)
{
    // A channel whose weights or activations almost vanish is not blown up without end.
    private const double Largest = 256;
    private const int Rounds = 20;
    private const double Settled = 0.01;

    private readonly double[][] factors = [.. plan.Scalings.Select(g => Enumerable.Repeat(1.0, g.Channels).ToArray())];

    /// <summary>What became of the groups.</summary>
    public IEnumerable<ChannelRescaling> Results => plan.Scalings.Select((group, i) => new ChannelRescaling(
        group.Producers, new EquatableArray<string>(group.Consumers.Concat(group.DepthwiseConsumers)), factors[i].Min(), factors[i].Max(), group.Refused));

    /// <summary>
    /// Makes the largest weights of every channel equal where it is made and where it is read: <c>factor = sqrt(made / read)</c>, again and
    /// again, because the weights between two groups belong to both.
    /// </summary>
    public void CrossLayer()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var change = 0.0;
            for (var g = 0; g < factors.Length; g++)
            {
                var group = plan.Scalings[g];
                var (made, read) = (Made(group), Read(group, relative: false));
                change = Math.Max(change, Rescale(g, i => Math.Sqrt(made[i] / read[i])));
            }

            if (change < Settled) return;
        }
    }

    /// <summary>
    /// Moves large activations into the weights: <c>factor = activation^strength / weight^(1 - strength)</c>. A weight counts by its share of
    /// the largest one of its row, because every row has a scale of its own: what Xiao et al. do for a scale per tensor, per channel.
    /// </summary>
    /// <param name="strength">0 to 1.</param>
    /// <param name="peaks">Largest activations.</param>
    public void Smooth(double strength, ChannelPeaks peaks)
    {
        for (var g = 0; g < factors.Length; g++)
        {
            var group = plan.Scalings[g];
            var activations = Normalized(PeaksOf(group, peaks));
            var weights = Normalized(Read(group, relative: true));
            Rescale(g, i => Math.Pow(activations[i], strength) / Math.Pow(weights[i], 1 - strength));
        }
    }

    private double[] PeaksOf(ScalingGroup group, ChannelPeaks peaks)
    {
        var result = new double[group.Channels];
        for (var layer = 0; layer < plan.Layers.Count; layer++)
        {
            if (!group.Consumers.Contains(plan.Layers[layer].Weight) && !group.DepthwiseConsumers.Contains(plan.Layers[layer].Weight)) continue;
            Widen(result, peaks.Of(layer, group.Channels));
        }

        return result;
    }

    /// <summary>The largest weight that makes each channel; biases do not count.</summary>
    private double[] Made(ScalingGroup group)
    {
        var result = new double[group.Channels];
        foreach (var key in group.Producers.Where(k => k.EndsWith(".weight", StringComparison.Ordinal))) Widen(result, RowPeaks(key, group.Channels));
        return result;
    }

    /// <summary>The largest weight that reads each channel, by itself or as a share of the largest one of its row.</summary>
    private double[] Read(ScalingGroup group, bool relative)
    {
        var result = new double[group.Channels];
        foreach (var key in group.DepthwiseConsumers) Widen(result, relative ? [.. result.Select(_ => 1.0)] : RowPeaks(key, group.Channels));
        foreach (var key in group.Consumers)
        {
            var (values, columns) = ValuesOf(key);
            for (var row = 0; row < values.Length; row += columns)
            {
                var largest = relative ? Peak(values.AsSpan(row, columns)) : 1;
                for (var c = 0; c < columns && largest > 0; c++)
                    result[c % group.Channels] = Math.Max(result[c % group.Channels], Math.Abs(values[row + c]) / largest);
            }
        }

        return result;
    }

    private double[] RowPeaks(string key, int channels)
    {
        var result = new double[channels];
        var (values, columns) = ValuesOf(key);
        for (var row = 0; row * columns < values.Length; row++)
            result[row % channels] = Math.Max(result[row % channels], Peak(values.AsSpan(row * columns, columns)));
        return result;
    }

    /// <summary>The parameter, masked, and the length of its rows.</summary>
    private (float[] Values, int Columns) ValuesOf(string key) => (parameters.Masked(plan.IndexOf(key)), plan.Recipe.Weights[plan.IndexOf(key)].Columns);

    /// <summary>Rescales a group and returns the largest change, as the logarithm of a factor.</summary>
    private double Rescale(int number, Func<int, double> factorOf)
    {
        var group = plan.Scalings[number];
        if (group.Refused is not null) return 0;
        var steps = new double[group.Channels];
        for (var i = 0; i < steps.Length; i++)
        {
            var (before, factor) = (factors[number][i], factorOf(i));
            factors[number][i] = double.IsFinite(factor) && factor > 0 ? Math.Clamp(before * factor, 1 / Largest, Largest) : before;
            steps[i] = factors[number][i] / before;
        }

        foreach (var key in group.Producers) Multiply(key, (row, _) => 1 / steps[row % group.Channels]);
        foreach (var key in group.DepthwiseConsumers) Multiply(key, (row, _) => steps[row % group.Channels]);
        foreach (var key in group.Consumers) Multiply(key, (_, column) => steps[column % group.Channels]);
        return steps.Max(s => Math.Abs(Math.Log(s)));
    }

    private void Multiply(string key, Func<int, int, double> factor)
    {
        var values = parameters.SpanOf(plan.IndexOf(key));
        var columns = plan.Recipe.Weights[plan.IndexOf(key)].Columns;
        for (var i = 0; i < values.Length; i++) values[i] = (float)(values[i] * factor(i / columns, i % columns));
    }

    private static void Widen(double[] values, double[] others)
    {
        for (var i = 0; i < values.Length; i++) values[i] = Math.Max(values[i], others[i]);
    }

    private static double[] Normalized(double[] values) => values.Max() is > 0 and var largest ? [.. values.Select(v => v / largest)] : values;

    private static double Peak(ReadOnlySpan<float> values) => Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(values));
}
