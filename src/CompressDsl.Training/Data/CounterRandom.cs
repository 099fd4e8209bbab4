using System.Numerics;
using System.Runtime.InteropServices;

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
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int FloatShift = 40;
    private const float FloatStep = 1f / (1 << 24);
    private readonly ulong key;
    private ulong counter;

    /// <summary>Starts at counter 0.</summary>
    public CounterRandom(ulong seed, ulong stream)
    {
        key = Key(seed, stream);
        counter = 0;
    }

    /// <summary>64 random bits for a place in a stream.</summary>
    public static ulong Bits(ulong seed, ulong stream, ulong counter) => Mix(Key(seed, stream) + (counter * Golden));

    /// <summary>A number in [0, 1) with 24 random bits for a place in a stream.</summary>
    public static float Uniform(ulong seed, ulong stream, ulong counter) => ToFloat(Bits(seed, stream, counter));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => Mix(key + (counter++ * Golden));

    /// <summary>A number in 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>A number in [0, 1).</summary>
    public float NextFloat() => ToFloat(NextBits());

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float NextFloat(float low, float high) => low + ((high - low) * NextFloat());

    /// <summary>Fills a span with the next numbers in [<paramref name="low"/>, <paramref name="high"/>): those that <see cref="NextFloat(float, float)"/> gives.</summary>
    public void Fill(Span<float> numbers, float low, float high)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var (half, lanes) = (Vector<ulong>.Count, Vector<ulong>.Indices * Golden);
        foreach (ref var vector in wide)
        {
            var lower = Mix(new Vector<ulong>(key + (counter * Golden)) + lanes) >>> FloatShift;
            var upper = Mix(new Vector<ulong>(key + ((counter + (ulong)half) * Golden)) + lanes) >>> FloatShift;
            var bits = Vector.ConvertToSingle(Vector.AsVectorInt32(Vector.Narrow(lower, upper)));
            vector = new Vector<float>(low) + (new Vector<float>(high - low) * (bits * FloatStep));
            counter += (ulong)Vector<float>.Count;
        }

        foreach (ref var number in numbers[(wide.Length * Vector<float>.Count)..]) number = NextFloat(low, high);
    }

    /// <summary>A normally distributed number, mean 0, variance 1.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(((NextBits() >> 11) + 1) * (1.0 / (1UL << 53))));
        return radius * Math.Cos(2 * Math.PI * ((NextBits() >> 11) * (1.0 / (1UL << 53))));
    }

    private static ulong Key(ulong seed, ulong stream) => Mix(Mix(seed + 0xD1B54A32D192ED03) ^ (stream * 0xA0761D6478BD642F));

    private static float ToFloat(ulong bits) => (bits >> FloatShift) * FloatStep;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static Vector<ulong> Mix(Vector<ulong> z)
    {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EB;
        return z ^ (z >>> 31);
    }
}
