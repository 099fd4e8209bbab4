using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Vector128FloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Load(float* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Broadcast(float* source)
    {
        var four = Avx.IsSupported ? Avx.BroadcastScalarToVector128(source)
            : AdvSimd.IsSupported ? AdvSimd.LoadAndReplicateToVector128(source)
            : Vector128.Create(*source);
        return new(four, four, four, four);
    }

    /// <inheritdoc/>
    public static Vector128FloatLanes LoadPartial(float* source, int count, float fill)
    {
        var lanes = stackalloc float[16];
        new Span<float>(lanes, 16).Fill(fill);
        new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(lanes, 16));
        return Load(lanes);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes LoadBytes(byte* source)
    {
        var (first, second) = Vector128.Widen(Vector128.Load(source));
        var (a, b) = Vector128.Widen(first);
        var (c, d) = Vector128.Widen(second);
        return FromIntegers(a.AsInt32(), b.AsInt32(), c.AsInt32(), d.AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes LoadSBytes(sbyte* source)
    {
        var (first, second) = Vector128.Widen(Vector128.Load(source));
        var (a, b) = Vector128.Widen(first);
        var (c, d) = Vector128.Widen(second);
        return FromIntegers(a, b, c, d);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes LoadBFloat16(ushort* pairs, bool isSecond) =>
        new(BFloat16(pairs, isSecond), BFloat16(pairs + 8, isSecond), BFloat16(pairs + 16, isSecond), BFloat16(pairs + 24, isSecond));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> BFloat16(ushort* pairs, bool isSecond)
    {
        var both = Vector128.Load((int*)pairs);
        return (isSecond ? both & Vector128.Create(-1 << 16) : both << 16).AsSingle();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes LoadNibbles(byte* source, int input) => FromIntegers(
        Nibbles(source, input), Nibbles(source + 16, input), Nibbles(source + 32, input), Nibbles(source + 48, input));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128FloatLanes value, float* destination)
    {
        value.a.Store(destination);
        value.b.Store(destination + 4);
        value.c.Store(destination + 8);
        value.d.Store(destination + 12);
    }

    /// <inheritdoc/>
    public static void StorePartial(Vector128FloatLanes value, float* destination, int count)
    {
        var lanes = stackalloc float[16];
        Store(value, lanes);
        new ReadOnlySpan<float>(lanes, count).CopyTo(new Span<float>(destination, count));
    }

    /// <inheritdoc/>
    /// <remarks>Clamping before rounding and conversion gives the same bytes (the bounds are integers) and cannot overflow.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuantized(Vector128FloatLanes value, int zeroPoint, int low, int high, byte* destination)
    {
        var (least, most) = (Vector128.Create((float)(low - zeroPoint)), Vector128.Create((float)(high - zeroPoint)));
        var zero = Vector128.Create(zeroPoint);
        var first = Vector128.Narrow(Integers(value.a, least, most) + zero, Integers(value.b, least, most) + zero);
        var second = Vector128.Narrow(Integers(value.c, least, most) + zero, Integers(value.d, least, most) + zero);
        Vector128.Narrow(first, second).AsByte().Store(destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128FloatLanes FromIntegers(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) => new(
        Vector128.ConvertToSingle(a), Vector128.ConvertToSingle(b), Vector128.ConvertToSingle(c), Vector128.ConvertToSingle(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Integers(Vector128<float> value, Vector128<float> least, Vector128<float> most) =>
        Vector128.ConvertToInt32Native(Vector128.Round(AcrossFour.Smaller(AcrossFour.Larger(value, least), most)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Nibbles(byte* weights, int input) => Nibble.IsUppermost(input)
        ? Vector128.Load(weights).AsInt32() >>> Nibble.Uppermost
        : Vector128.Load(weights).AsInt32() & Vector128.Create(Nibble.Mask(input));
}
