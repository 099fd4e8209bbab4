using CompressDsl.Training;

namespace KeywordSpotting.Data;

/// <summary>Makes ten kinds of sounds, tones, chirps and noises, at any pitch, loudness and time, with noise behind them.</summary>
internal static class SoundMaker
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 8000;

    /// <summary>Kinds of sounds.</summary>
    public const int Classes = 10;

    private const float Hiss = 0.05f;

    /// <summary>One second of sound <paramref name="index"/> of a seed, and its kind.</summary>
    public static (int Class, float[] Samples) Make(int seed, int index)
    {
        var random = new CounterRandom((ulong)seed, (ulong)index);
        var kind = random.Next(Classes);
        var samples = new float[Rate];
        var (pitch, loudness) = (random.NextFloat(400, 900), random.NextFloat(0.1f, 0.7f));
        var (start, length) = (random.NextFloat(0, 0.4f), random.NextFloat(0.35f, 0.6f));
        double phase = 0;
        for (var i = 0; i < Rate; i++)
        {
            samples[i] = Hiss * random.NextFloat(-1, 1);
            var t = (((float)i / Rate) - start) / length;
            if (t is < 0 or > 1) continue;
            phase += 2 * Math.PI * pitch * Course(kind, t) / Rate;
            var voice = kind == 9 ? random.NextFloat(-1, 1) : (float)Math.Sin(phase) + (kind == 8 ? (float)Math.Sin(3 * phase) : 0);
            samples[i] += loudness * voice * Strength(kind, t) * MathF.Min(1, MathF.Min(t, 1 - t) * 20);
        }

        return (kind, samples);
    }

    /// <summary>The pitch at a time 0 to 1, as a factor.</summary>
    private static float Course(int kind, float t) => kind switch
    {
        1 => 1 + t,                                     // rising
        2 => 2 - t,                                     // falling
        3 => t < 0.5f ? 1 : 1.6f,                       // step up
        4 => t < 0.5f ? 1.6f : 1,                       // step down
        5 => 1 + (0.15f * MathF.Sin(40 * t)),           // vibrato
        6 => 1 + (2 * MathF.Abs(t - 0.5f)),             // down and up
        _ => 1,
    };

    /// <summary>The loudness at a time 0 to 1: kind 7 is a tone in four pieces.</summary>
    private static float Strength(int kind, float t) => kind == 7 && (int)(t * 8) % 2 == 1 ? 0 : 1;
}
