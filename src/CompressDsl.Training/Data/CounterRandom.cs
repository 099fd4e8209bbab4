namespace CompressDsl.Training;

/// <summary>
/// Random numbers as a function of (seed, stream, counter), so that they do not depend on threads or on what was drawn before: a
/// resumed run draws what it would have drawn.
/// </summary>
/// <example><code>
/// var random = new CounterRandom(seed: 1, stream: epoch);
/// var i = random.Next(10);                                   // 0..9
/// var keep = CounterRandom.Uniform(1, step, element) >= 0.5f; // without any state
/// </code></example>
public struct CounterRandom
{
    private readonly ulong key;
    private ulong counter;

    /// <summary>Starts at counter 0.</summary>
    public CounterRandom(ulong seed, ulong stream)
    {
        key = Key(seed, stream);
        counter = 0;
    }

    /// <summary>64 random bits for a place in a stream.</summary>
    public static ulong Bits(ulong seed, ulong stream, ulong counter) => Mix(Key(seed, stream) + (counter * 0x9E3779B97F4A7C15));

    /// <summary>A number in [0, 1) with 24 random bits for a place in a stream.</summary>
    public static float Uniform(ulong seed, ulong stream, ulong counter) => ToFloat(Bits(seed, stream, counter));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => Mix(key + (counter++ * 0x9E3779B97F4A7C15));

    /// <summary>A number in 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>A number in [0, 1).</summary>
    public float NextFloat() => ToFloat(NextBits());

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float NextFloat(float low, float high) => low + ((high - low) * NextFloat());

    /// <summary>A normally distributed number, mean 0, variance 1.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(((NextBits() >> 11) + 1) * (1.0 / (1UL << 53))));
        return radius * Math.Cos(2 * Math.PI * ((NextBits() >> 11) * (1.0 / (1UL << 53))));
    }

    private static ulong Key(ulong seed, ulong stream) => Mix(Mix(seed + 0xD1B54A32D192ED03) ^ (stream * 0xA0761D6478BD642F));

    private static float ToFloat(ulong bits) => (bits >> 40) * (1f / (1 << 24));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
