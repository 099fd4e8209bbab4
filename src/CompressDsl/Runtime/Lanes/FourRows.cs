using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>Four rows of bytes side by side: a[0], b[0], c[0], d[0], a[1], ...</summary>
internal static unsafe class FourRows
{
    /// <summary>The first 8 columns and the next 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<byte> Low, Vector256<byte> High) Interleave(byte* a, byte* b, byte* c, byte* d)
    {
        var (first, second, third, fourth) = (Vector128.Load(a), Vector128.Load(b), Vector128.Load(c), Vector128.Load(d));
        var (low, lowBehind) = (Sse2.UnpackLow(first, second).AsInt16(), Sse2.UnpackLow(third, fourth).AsInt16());
        var (high, highBehind) = (Sse2.UnpackHigh(first, second).AsInt16(), Sse2.UnpackHigh(third, fourth).AsInt16());
        return (
            Vector256.Create(Sse2.UnpackLow(low, lowBehind), Sse2.UnpackHigh(low, lowBehind)).AsByte(),
            Vector256.Create(Sse2.UnpackLow(high, highBehind), Sse2.UnpackHigh(high, highBehind)).AsByte());
    }

    /// <summary>The lower halves of two vectors of bytes, element by element in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> UnpackLow(Vector128<byte> left, Vector128<byte> right) => Sse2.IsSupported
        ? Sse2.UnpackLow(left, right).AsUInt16()
        : Vector128.WidenLower(left) | (Vector128.WidenLower(right) << 8);

    /// <summary>The upper halves of two vectors of bytes, element by element in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> UnpackHigh(Vector128<byte> left, Vector128<byte> right) => Sse2.IsSupported
        ? Sse2.UnpackHigh(left, right).AsUInt16()
        : Vector128.WidenUpper(left) | (Vector128.WidenUpper(right) << 8);

    /// <summary>The lower halves of two vectors of pairs, pair by pair in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> UnpackLow(Vector128<ushort> left, Vector128<ushort> right) => Sse2.IsSupported
        ? Sse2.UnpackLow(left, right).AsInt32()
        : (Vector128.WidenLower(left) | (Vector128.WidenLower(right) << 16)).AsInt32();

    /// <summary>The upper halves of two vectors of pairs, pair by pair in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> UnpackHigh(Vector128<ushort> left, Vector128<ushort> right) => Sse2.IsSupported
        ? Sse2.UnpackHigh(left, right).AsInt32()
        : (Vector128.WidenUpper(left) | (Vector128.WidenUpper(right) << 16)).AsInt32();
}
