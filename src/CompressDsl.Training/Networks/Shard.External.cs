namespace CompressDsl.Training;

/// <content>What an external engine reports of its pass.</content>
public sealed unsafe partial class Shard
{
    /// <summary>Widens what was seen at a point.</summary>
    internal void Observe(int point, ValueRange range) => observed[point] = observed[point].Union(range);

    /// <summary>Takes what norm <paramref name="norm"/> measured, as <see cref="Norm"/> would have.</summary>
    internal void Measured(int norm, ReadOnlySpan<float> means, ReadOnlySpan<float> variances)
    {
        var channels = plan.Norms[norm].Channels;
        means.CopyTo(new Span<float>(StatisticsOf(norm), channels));
        variances.CopyTo(new Span<float>(StatisticsOf(norm) + channels, channels));
    }
}
