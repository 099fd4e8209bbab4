using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>Activations as pairs of words.</content>
public static unsafe partial class PixelMath
{
    /// <summary>Bytes of the largest vector that is read, in two halves.</summary>
    private const int Reach = 128;

    /// <summary>What pixels in the lanes read of a row of an image, widened and put side by side.</summary>
    /// <param name="row">The row; 64 bytes behind what the last pixel needs are readable.</param>
    /// <param name="below">The row that the next row of the window reads; any row where there is none.</param>
    /// <param name="to">
    /// Receives activations 2n and 2n + 1 of the window of every pixel, for all whole pairs n; then the last activation of an odd number
    /// and the one below.
    /// </param>
    /// <param name="shape">How much is laid, and where. By reference: what is written in parts and then copied whole is waited for.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pairs(byte* row, byte* below, int* to, in PixelRow shape)
    {
        if (Avx512Vbmi.IsSupported && shape.Columns >= Lanes && ((Lanes - 1) * shape.Step) + shape.Taps < Reach)
        {
            Sixteens(row, below, to, in shape);
            return;
        }

        var (columns, step) = (shape.Columns, shape.Step);
        var (first, second) = (Order(step, 0, isPair: true), Order(step, 2, isPair: true));
        for (var tap = 1; tap < shape.Taps; tap += 2, row += 2, below += 2, to += shape.PairStep)
        {
            for (nint x = 0; x < columns; x += 8)
            {
                x = Math.Min(x, columns - 8);
                Eight(row + (step * x), step, first, second).Store(to + x);
            }
        }

        if (shape.Taps % 2 == 0) return;
        (first, second) = (Order(step, 0, isPair: false), Order(step, 2, isPair: false));
        for (nint x = 0; x < columns; x += 8)
        {
            x = Math.Min(x, columns - 8);
            (Eight(row + (step * x), step, first, second) | (Eight(below + (step * x), step, first, second) << 16)).Store(to + x);
        }
    }

    // The last pixels of a row are laid again where they are no whole vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sixteens(byte* row, byte* below, int* to, in PixelRow shape)
    {
        var (columns, step, taps, pairStep) = (shape.Columns, shape.Step, shape.Taps, (nint)shape.PairStep);
        var half = ((Lanes - 1) * step) + taps < Reach / 2 ? 0 : Reach / 2;
        var first = Order(step);
        for (nint x = 0; x < columns; x += Lanes)
        {
            x = Math.Min(x, columns - Lanes);
            var at = row + (step * x);
            var (low, high) = (Vector512.Load(at), Vector512.Load(at + half));
            var order = first;
            var laid = to + x;
            for (var tap = 1; tap < taps; tap += 2, laid += pairStep)
            {
                (Avx512Vbmi.PermuteVar64x8x2(low, order, high).AsInt32() & Vector512.Create(0x00FF00FF)).Store(laid);
                order += Vector512.Create((byte)2);
            }

            if (taps % 2 == 0) continue;
            var under = below + (step * x);
            var last = Avx512Vbmi.PermuteVar64x8x2(low, order, high).AsInt32() & Vector512.Create(0xFF);
            var next = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(under), order, Vector512.Load(under + half)).AsInt32() & Vector512.Create(0xFF);
            (last | (next << 16)).Store(laid);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Eight(byte* at, nint step, Vector256<byte> first, Vector256<byte> second)
    {
        var left = Vector256.Create(Vector128.Load(at), Vector128.Load(at + (4 * step)));
        var right = Vector256.Create(Vector128.Load(at + (2 * step)), Vector128.Load(at + (6 * step)));
        return (Avx2.Shuffle(left, first) | Avx2.Shuffle(right, second)).AsInt32();
    }

    // Two pixels as one or two words each, from lane `to` of every four on; nothing in the other lanes.
    private static Vector256<byte> Order(int step, int to, bool isPair)
    {
        var order = Vector128<byte>.AllBitsSet;
        for (var pixel = 0; pixel < 2; pixel++)
        {
            order = order.WithElement((to + pixel) * 4, (byte)(pixel * step));
            if (isPair) order = order.WithElement(((to + pixel) * 4) + 2, (byte)((pixel * step) + 1));
        }

        return Vector256.Create(order, order);
    }

    // 16 pixels; what stands in the upper bytes of words is masked.
    private static Vector512<byte> Order(int step)
    {
        var places = Vector512<int>.Indices * step;
        return (places | ((places + Vector512<int>.One) << 16)).AsByte();
    }
}
