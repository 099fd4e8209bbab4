using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CompressDsl.Training.Kernels;

namespace CompressDsl.Benchmarks;

/// <summary>Measures how many multiply-adds of floats one core can do: twelve independent sums in registers and nothing else.</summary>
internal static unsafe class FmaPeak
{
    private const int Iterations = 20_000;

    /// <summary>GFLOP/s of the widest registers, best of <paramref name="rounds"/> rounds.</summary>
    public static double Measure(int rounds) =>
        Vector512.IsHardwareAccelerated ? Measure<GemmVector512>(rounds)
        : Vector256.IsHardwareAccelerated ? Measure<GemmVector256>(rounds)
        : Measure<GemmVector128>(rounds);

    private static double Measure<TV>(int rounds)
        where TV : unmanaged, IGemmVector<TV>
    {
        var memory = stackalloc float[32];
        new Span<float>(memory, 32).Fill(0.999f);
        var best = BestOf.Nanoseconds(rounds, 1, () => Run<TV>(memory));
        return 2.0 * 12 * TV.Width * Iterations / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TV>(float* memory)
        where TV : unmanaged, IGemmVector<TV>
    {
        TV s = TV.Load(memory), a = s, b = s, c = s, d = s, e = s, f = s, g = s, h = s, i = s, j = s, k = s, l = s;
        for (var n = 0; n < Iterations; n++)
        {
            TV.Accumulate(s, s, ref a);
            TV.Accumulate(s, s, ref b);
            TV.Accumulate(s, s, ref c);
            TV.Accumulate(s, s, ref d);
            TV.Accumulate(s, s, ref e);
            TV.Accumulate(s, s, ref f);
            TV.Accumulate(s, s, ref g);
            TV.Accumulate(s, s, ref h);
            TV.Accumulate(s, s, ref i);
            TV.Accumulate(s, s, ref j);
            TV.Accumulate(s, s, ref k);
            TV.Accumulate(s, s, ref l);
        }

        // Whatever is not used would not be computed.
        TV.Accumulate(b, c, ref a);
        TV.Accumulate(d, e, ref a);
        TV.Accumulate(f, g, ref a);
        TV.Accumulate(h, i, ref a);
        TV.Accumulate(j, k, ref a);
        TV.Accumulate(l, l, ref a);
        TV.Store(a, memory + 16);
    }
}
