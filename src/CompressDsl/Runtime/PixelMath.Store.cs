using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>From outputs of pixels to pixels of outputs.</content>
public static unsafe partial class PixelMath
{
    /// <summary>Writes 16 pixels, one behind the other.</summary>
    /// <param name="bytes">[outputs][16 pixels].</param>
    /// <param name="outputs">A multiple of 4.</param>
    /// <param name="to">Receives [16 pixels][outputs].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* bytes, int outputs, byte* to)
    {
        var output = 0;
        for (; output <= outputs - 8; output += 8) StoreEight(bytes + (Lanes * output), outputs, to + output);
        if (output < outputs) StoreFour(bytes + (Lanes * output), outputs, to + output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(byte* bytes, nint step, byte* to)
    {
        var (low, high) = FourRows.Interleave(bytes, bytes + Lanes, bytes + (2 * Lanes), bytes + (3 * Lanes));
        StoreFour(low.GetLower().AsInt32(), step, to);
        StoreFour(low.GetUpper().AsInt32(), step, to + (4 * step));
        StoreFour(high.GetLower().AsInt32(), step, to + (8 * step));
        StoreFour(high.GetUpper().AsInt32(), step, to + (12 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector128<int> pixels, nint step, byte* to)
    {
        for (var pixel = 0; pixel < 4; pixel++) Unsafe.WriteUnaligned(to + (step * pixel), pixels.GetElement(pixel));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEight(byte* bytes, nint step, byte* to)
    {
        var (low, high) = FourRows.Interleave(bytes, bytes + Lanes, bytes + (2 * Lanes), bytes + (3 * Lanes));
        bytes += 4 * Lanes;
        var (lowBehind, highBehind) = FourRows.Interleave(bytes, bytes + Lanes, bytes + (2 * Lanes), bytes + (3 * Lanes));
        StoreEight(low, lowBehind, step, to);
        StoreEight(high, highBehind, step, to + (8 * step));
    }

    // Eight pixels, of which the first vector has the first four outputs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEight(Vector256<byte> first, Vector256<byte> second, nint step, byte* to)
    {
        var even = Avx2.UnpackLow(first.AsInt32(), second.AsInt32()).AsInt64();
        var odd = Avx2.UnpackHigh(first.AsInt32(), second.AsInt32()).AsInt64();
        StoreTwo(even.GetLower(), step, to);
        StoreTwo(odd.GetLower(), step, to + (2 * step));
        StoreTwo(even.GetUpper(), step, to + (4 * step));
        StoreTwo(odd.GetUpper(), step, to + (6 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(Vector128<long> pixels, nint step, byte* to)
    {
        Unsafe.WriteUnaligned(to, pixels.GetElement(0));
        Unsafe.WriteUnaligned(to + step, pixels.GetElement(1));
    }
}
