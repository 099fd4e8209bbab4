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
            a = TV.MultiplyAdd(a, s, s);
            b = TV.MultiplyAdd(b, s, s);
            c = TV.MultiplyAdd(c, s, s);
            d = TV.MultiplyAdd(d, s, s);
            e = TV.MultiplyAdd(e, s, s);
            f = TV.MultiplyAdd(f, s, s);
            g = TV.MultiplyAdd(g, s, s);
            h = TV.MultiplyAdd(h, s, s);
            i = TV.MultiplyAdd(i, s, s);
            j = TV.MultiplyAdd(j, s, s);
            k = TV.MultiplyAdd(k, s, s);
            l = TV.MultiplyAdd(l, s, s);
        }

        // Whatever is not used would not be computed.
        a = TV.MultiplyAdd(a, b, c);
        d = TV.MultiplyAdd(d, e, f);
        g = TV.MultiplyAdd(g, h, i);
        j = TV.MultiplyAdd(j, k, l);
        TV.Store(TV.MultiplyAdd(a, d, TV.MultiplyAdd(g, j, s)), memory + 16);
    }
}
