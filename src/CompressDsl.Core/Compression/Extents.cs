namespace CompressDsl.Core;

/// <summary>How far the weights of each channel reach.</summary>
/// <param name="Low">Smallest weight of each channel, 0 if that is positive.</param>
/// <param name="High">Largest weight of each channel, 0 if that is negative.</param>
internal sealed record Extents(float[] Low, float[] High)
{
    private readonly double[] sums = new double[Low.Length];
    private readonly int[] counts = new int[Low.Length];

    /// <summary>The extents of the channels of a grid.</summary>
    public static Extents Of(WeightGrid grid, float[] weights)
    {
        var result = new Extents(new float[grid.Channels], new float[grid.Channels]);
        for (var i = 0; i < weights.Length; i++) result.Add(grid.ScaleOf(i / grid.Columns, i % grid.Columns), weights[i]);
        return result;
    }

    /// <summary>Mean of the magnitudes of a channel: summed up in double, in the order of the weights.</summary>
    public float MeanMagnitude(int channel) => counts[channel] == 0 ? 0 : (float)(sums[channel] / counts[channel]);

    private void Add(int channel, float weight)
    {
        Low[channel] = Math.Min(Low[channel], weight);
        High[channel] = Math.Max(High[channel], weight);
        sums[channel] += Math.Abs(weight);
        counts[channel]++;
    }
}
