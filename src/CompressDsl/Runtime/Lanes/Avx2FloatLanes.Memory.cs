using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Avx2FloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Load(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Broadcast(float* source)
    {
        var eight = Avx.BroadcastScalarToVector256(source);
        return new(eight, eight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes LoadPartial(float* source, int count, float fill)
    {
        var (first, second) = (FirstLanes(count), FirstLanes(count - 8));
        var other = Vector256.Create(fill);
        return new(
            Avx.BlendVariable(other, Avx.MaskLoad(source, first), first),
            Avx.BlendVariable(other, Avx.MaskLoad(source + 8, second), second));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes LoadBytes(byte* source) => new(
        Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source)),
        Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source + 8)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes LoadSBytes(sbyte* source) => new(
        Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source)),
        Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source + 8)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes LoadBFloat16(ushort* pairs, bool isSecond) =>
        new(BFloat16(pairs, isSecond), BFloat16(pairs + 16, isSecond));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> BFloat16(ushort* pairs, bool isSecond)
    {
        var both = Vector256.Load((int*)pairs);
        return (isSecond ? Avx2.And(both, Vector256.Create(-1 << 16)) : Avx2.ShiftLeftLogical(both, 16)).AsSingle();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes LoadNibbles(byte* source, int input) =>
        new(Nibbles(Vector256.Load(source), input), Nibbles(Vector256.Load(source + 32), input));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Avx2FloatLanes value, float* destination)
    {
        value.low.Store(destination);
        value.high.Store(destination + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Avx2FloatLanes value, float* destination, int count)
    {
        if (count < 8)
        {
            StoreFirst(value.low, destination, count);
            return;
        }

        value.low.Store(destination);
        StoreFirst(value.high, destination + 8, count - 8);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Only what is too large has to be cut before the conversion: what is too small, and NaN, becomes the smallest integer there, and all
    /// that follows saturates. The order of the operands of the minimum lets NaN through.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuantized(Avx2FloatLanes value, int zeroPoint, int low, int high, byte* destination)
    {
        var words = Words(value, zeroPoint, high);

        // The pack works on 128-bit halves: put the quarters back in order.
        var bytes = Sse2.Max(Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper()), Vector128.Create((byte)low));
        Sse2.Shuffle(bytes.AsInt32(), 0b_11_01_10_00).AsByte().Store(destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuantized(Avx2FloatLanes a, Avx2FloatLanes b, int zeroPoint, int low, int high, byte* destination)
    {
        var bytes = Avx2.Max(
            Avx2.PackUnsignedSaturate(Words(a, zeroPoint, high), Words(b, zeroPoint, high)), Vector256.Create((byte)low));
        Avx2.PermuteVar8x32(bytes.AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte().Store(destination);
    }

    // Masked stores cost some processors tens of cycles; of these branches nothing is left where the count is a constant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst(Vector256<float> value, float* destination, int count)
    {
        if (count == 8)
        {
            value.Store(destination);
            return;
        }

        var four = value.GetLower();
        if ((count & 4) != 0)
        {
            four.Store(destination);
            four = value.GetUpper();
            destination += 4;
        }

        if ((count & 2) != 0)
        {
            Sse.StoreLow(destination, four);
            four = Sse.MoveHighToLow(four, four);
            destination += 2;
        }

        if ((count & 1) != 0)
        {
            *destination = four.ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Words(Avx2FloatLanes value, int zeroPoint, int high)
    {
        var most = Vector256.Create((float)(high - zeroPoint));
        var words = Avx2.PackSignedSaturate(
            Avx.ConvertToVector256Int32(Avx.Min(most, value.low)), Avx.ConvertToVector256Int32(Avx.Min(most, value.high)));
        return Avx2.AddSaturate(words, Vector256.Create((short)zeroPoint));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FirstLanes(int count) =>
        Avx2.CompareGreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Nibbles(Vector256<byte> weights, int input) => Avx.ConvertToVector256Single(
        Nibble.IsUppermost(input) ? weights.AsInt32() >>> Nibble.Uppermost : weights.AsInt32() & Vector256.Create(Nibble.Mask(input)));
}
