using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Avx512FloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Broadcast(float* source) => new(Vector512.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes LoadPartial(float* source, int count, float fill)
    {
        var halves = Avx2FloatLanes.LoadPartial(source, count, fill);
        return new(Vector512.Create(halves.Low, halves.High));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes LoadBytes(byte* source) => new(Vector512.ConvertToSingle(Integers(Vector128.Load(source))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes LoadSBytes(sbyte* source) => new(Vector512.ConvertToSingle(Integers(Vector128.Load(source))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes LoadBFloat16(ushort* pairs, bool isSecond) => new(BFloat16(pairs, isSecond));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> BFloat16(ushort* pairs, bool isSecond)
    {
        var both = Vector512.Load((int*)pairs);
        return (isSecond ? both & Vector512.Create(-1 << 16) : both << 16).AsSingle();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes LoadNibbles(byte* source, int input)
    {
        var weights = Vector512.Load(source).AsInt32();
        return new(Vector512.ConvertToSingle(Nibble.IsUppermost(input) ? weights >>> Nibble.Uppermost : weights & Vector512.Create(Nibble.Mask(input))));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Avx512FloatLanes value, float* destination) => value.all.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Avx512FloatLanes value, float* destination, int count) =>
        Avx2FloatLanes.StorePartial(Halves(value), destination, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Integers(Vector128<sbyte> bytes) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(bytes)
        : Vector512.Create(Avx2.ConvertToVector256Int32(bytes), Avx2.ConvertToVector256Int32(Vector128.Shuffle(bytes, UpperEight)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Integers(Vector128<byte> bytes) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(bytes)
        : Vector512.Create(
            Avx2.ConvertToVector256Int32(bytes),
            Avx2.ConvertToVector256Int32(Vector128.Shuffle(bytes, UpperEight.AsByte())));

    private static Vector128<sbyte> UpperEight
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create((sbyte)8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    }
}
