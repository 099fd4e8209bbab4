namespace CompressDsl.Training;

/// <content>Layers that behave differently in training and as deployed.</content>
public sealed unsafe partial class Shard
{
    /// <summary>A layer that multiplies with a matrix.</summary>
    /// <param name="layer">Its number in the plan.</param>
    public ShardLayer Layer(int layer) => new(Observer, layer);

    /// <summary>Batch norm <paramref name="norm"/> (its number in the plan).</summary>
    /// <param name="norm">Number of the norm.</param>
    /// <param name="x"><c>[Rows, positions, channels]</c>.</param>
    /// <param name="y"><c>[Rows, positions, channels]</c>, overwritten.</param>
    public void Norm(int norm, float* x, float* y)
    {
        if (IsMeasuring) GhostBatchNorm.Forward(x, y, PlacesOf(norm), ParametersOf(norm), StatisticsOf(norm));
        else GhostBatchNorm.ForwardFrozen(x, y, PlacesOf(norm), ParametersOf(norm), StatisticsOf(norm));
    }

    /// <summary>Gradient of <see cref="Norm"/> with respect to x.</summary>
    /// <param name="norm">Number of the norm.</param>
    /// <param name="x">Input of the norm.</param>
    /// <param name="dy">Gradient of its output.</param>
    /// <param name="dx">Gradient of its input, overwritten.</param>
    public void NormInputGradient(int norm, float* x, float* dy, float* dx)
    {
        var pass = new LayerPass { X = x, DY = dy, DX = dx };
        if (IsMeasuring) GhostBatchNorm.InputGradient(pass, PlacesOf(norm), ParametersOf(norm), StatisticsOf(norm));
        else GhostBatchNorm.InputGradientFrozen(pass, PlacesOf(norm), ParametersOf(norm), StatisticsOf(norm));
    }

    /// <summary>Gradient of <see cref="Norm"/> with respect to its gain; a frozen norm keeps its gain.</summary>
    /// <param name="norm">Number of the norm.</param>
    /// <param name="x">Input of the norm.</param>
    /// <param name="dy">Gradient of its output.</param>
    /// <param name="gain">Added to.</param>
    public void NormGainGradient(int norm, float* x, float* dy, float* gain)
    {
        var pass = new LayerPass { X = x, DY = dy };
        if (IsMeasuring) GhostBatchNorm.GainGradient(pass, PlacesOf(norm), plan.Norms[norm].Channels, StatisticsOf(norm), gain);
    }

    /// <summary>Factors of dropout: 0 with probability <paramref name="p"/>, else 1 / (1 - p); 1 outside training.</summary>
    /// <param name="number">Number of the dropout in the network.</param>
    /// <param name="factors"><c>[Rows, columns]</c>, overwritten.</param>
    /// <param name="columns">Elements of a sample.</param>
    /// <param name="p">Share of zeros, 0 to below 1.</param>
    public void DropoutFactors(int number, float* factors, int columns, float p)
    {
        if (!Settings.IsTraining)
        {
            new Span<float>(factors, Rows * columns).Fill(1f);
            return;
        }

        var keep = 1f / (1f - p);
        var counter = ((ulong)number << 40) + ((ulong)firstInStep * (ulong)columns);
        for (var i = 0; i < Rows * columns; i++, counter++)
        {
            factors[i] = CounterRandom.Uniform(Settings.Seed, Streams.Dropout + (ulong)Settings.Step, counter) < p ? 0f : keep;
        }
    }

    /// <summary>Adds up the squares of a layer's inputs, where its weights are pruned by them.</summary>
    /// <param name="number">Number of the layer in <see cref="NetworkPlan.Measured"/>.</param>
    /// <param name="x"><c>[Rows, Columns]</c>, a column per channel.</param>
    /// <param name="shape">The sizes.</param>
    public void MeasureInput(int number, float* x, RowShape shape)
    {
        if (Settings.IsMeasuringInputs) inputs[number].Add(x, shape);
    }

    /// <summary>What <see cref="MeasureInput"/> added up since <see cref="SetRows"/>.</summary>
    internal InputSums InputsOf(int number) => inputs[number];

    private bool IsMeasuring => Settings.IsTraining && !Settings.AreNormsFrozen;

    /// <summary>Mean and biased variance that norm <paramref name="norm"/> measured, one behind the other.</summary>
    internal ReadOnlySpan<float> MeasuredBy(int norm) => new(StatisticsOf(norm), 2 * plan.Norms[norm].Channels);

    /// <summary>Rows that norm <paramref name="norm"/> normalises together.</summary>
    internal int PlacesOf(int norm) => Rows * plan.Norms[norm].Positions;

    private float* StatisticsOf(int norm) => Statistics + plan.Norms[norm].Statistics;

    private BatchNormParameters ParametersOf(int norm)
    {
        var place = plan.Norms[norm];
        return new BatchNormParameters
        {
            Channels = place.Channels,
            Epsilon = place.Epsilon,
            Gain = Parameters + offsets[norm].Gain,
            Shift = Parameters + offsets[norm].Shift,
            RunningMean = Parameters + offsets[norm].Mean,
            RunningVariance = Parameters + offsets[norm].Variance,
        };
    }

    private static (int Gain, int Shift, int Mean, int Variance) OffsetsOf(NetworkPlan plan, NormPlace norm) =>
        (plan.OffsetOf(norm.Key + ".weight"), plan.OffsetOf(norm.Key + ".bias"), plan.OffsetOf(norm.Key + ".running_mean"), plan.OffsetOf(norm.Key + ".running_var"));
}
