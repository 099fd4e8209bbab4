namespace CompressDsl.Training;

/// <summary>
/// Hides a stretch of time and a band of frequencies of a spectrogram, as SpecAugment does (Park et al. 2019). Each is as wide as chance has it,
/// from nothing to the largest width, anywhere.
/// </summary>
/// <param name="Frames">Steps of time; features are <c>[frames, coefficients]</c>.</param>
/// <param name="Coefficients">Values of a step (mel bands, cepstral coefficients).</param>
/// <param name="Time">Largest number of frames that are hidden, 0 to <paramref name="Frames"/>.</param>
/// <param name="Frequency">Largest number of coefficients that are hidden, 0 to <paramref name="Coefficients"/>.</param>
/// <param name="Hidden">What stands in their place: the mean of the features, 0 where they are standardised.</param>
/// <example><code>
/// var train = new AugmentedDataset(spectrograms, new SpectrogramMasks(Frames: 49, Coefficients: 10, Time: 8, Frequency: 2));
/// </code></example>
public sealed record SpectrogramMasks(int Frames, int Coefficients, int Time, int Frequency, float Hidden = 0) : Augmentation
{
    /// <inheritdoc/>
    public override void Check(int features)
    {
        ImageSize.Check(features, Frames, Coefficients);
        OptionCheck.That(Time >= 0 && Time <= Frames, nameof(Time), Time, "in 0 to Frames");
        OptionCheck.That(Frequency >= 0 && Frequency <= Coefficients, nameof(Frequency), Frequency, "in 0 to Coefficients");
    }

    /// <inheritdoc/>
    public override void Apply(Span<float> features, ref CounterRandom random)
    {
        var (time, frequency) = (random.Next(Time + 1), random.Next(Frequency + 1));
        var (first, lowest) = (random.Next(Frames - time + 1), random.Next(Coefficients - frequency + 1));
        for (var start = 0; start < features.Length; start += Frames * Coefficients)
        {
            var channel = features.Slice(start, Frames * Coefficients);
            channel.Slice(first * Coefficients, time * Coefficients).Fill(Hidden);
            for (var frame = 0; frame < Frames; frame++) channel.Slice((frame * Coefficients) + lowest, frequency).Fill(Hidden);
        }
    }
}
