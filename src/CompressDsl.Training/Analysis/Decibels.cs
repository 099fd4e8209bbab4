namespace CompressDsl.Training;

/// <summary>Signal-to-noise ratios.</summary>
internal static class Decibels
{
    /// <summary>10 log10(signal / noise); infinite without noise, NaN without a signal.</summary>
    /// <param name="signal">Sum of the squared true values.</param>
    /// <param name="noise">Sum of the squared differences.</param>
    public static double Of(double signal, double noise) => signal == 0 ? double.NaN : 10 * Math.Log10(signal / noise);

    /// <summary>The ratio of values to what is left of them.</summary>
    public static double Of(ReadOnlySpan<float> truth, ReadOnlySpan<float> left)
    {
        double signal = 0, noise = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            double difference = truth[i] - left[i];
            signal += (double)truth[i] * truth[i];
            noise += difference * difference;
        }

        return Of(signal, noise);
    }
}
