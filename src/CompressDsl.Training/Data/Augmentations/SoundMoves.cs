using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>Changes sounds (samples of a wave): earlier or later, louder or softer, with noise. What comes in from outside is 0.</summary>
/// <param name="Shift">Largest number of samples that a sound is moved by, in both directions; shorter than the sound.</param>
/// <param name="Gain">Largest change of loudness in decibels, up or down; at least 0.</param>
/// <param name="NoiseRatio">Smallest ratio of signal to white noise in decibels, drawn from here to 20 dB more; null for no noise.</param>
/// <example><code>
/// var train = new AugmentedDataset(waves, new SoundMoves(Shift: 800, Gain: 6, NoiseRatio: 20));   // at 8 kHz: up to 100 ms
/// </code></example>
public sealed record SoundMoves(int Shift, float Gain = 0, float? NoiseRatio = null) : Augmentation
{
    private const float NoiseSpan = 20;

    /// <inheritdoc/>
    public override void Check(int features)
    {
        ImageSize.CheckMove(nameof(Shift), Shift, features);
        OptionCheck.That(Gain >= 0 && float.IsFinite(Gain), nameof(Gain), Gain, "at least 0");
        OptionCheck.That(NoiseRatio is not { } ratio || float.IsFinite(ratio), nameof(NoiseRatio), NoiseRatio ?? 0, "a number or null");
    }

    /// <inheritdoc/>
    public override void Apply(Span<float> features, ref CounterRandom random)
    {
        Move(features, random.Next((2 * Shift) + 1) - Shift);
        if (Gain > 0) TensorPrimitives.Multiply(features, Amplitude(random.NextFloat(-Gain, Gain)), features);
        if (NoiseRatio is { } ratio) AddNoise(features, ratio + random.NextFloat(0, NoiseSpan), ref random);
    }

    private static void Move(Span<float> wave, int later)
    {
        var kept = wave.Length - Math.Abs(later);
        wave.Slice(Math.Max(0, -later), kept).CopyTo(wave[Math.Max(0, later)..]);
        if (later > 0) wave[..later].Clear();
        else wave[kept..].Clear();
    }

    private static void AddNoise(Span<float> wave, float ratio, ref CounterRandom random)
    {
        var deviation = MathF.Sqrt((float)(FixedSum.Squares(wave) / wave.Length)) / Amplitude(ratio);
        foreach (ref var w in wave) w += deviation * (float)random.NextNormal();
    }

    private static float Amplitude(float decibels) => MathF.Pow(10, decibels / 20);
}
