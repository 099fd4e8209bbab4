using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// 16 floats, whatever the register width. Everything but <c>MultiplyAdd</c> gives the same bits on every tier: plain IEEE
/// operations, one rounding each, and horizontal operations in one fixed order.
/// </summary>
public unsafe interface IFloatLanes<TSelf>
    where TSelf : unmanaged, IFloatLanes<TSelf>
{
    /// <summary>The tier these lanes belong to.</summary>
    static abstract LaneTier Tier { get; }

    /// <summary>Whether this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Whether 16 of these stay in registers beside what an inner loop needs: kernels then compute more pixels together.</summary>
    static virtual bool HoldsManySums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <summary>Reads 16 floats.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Reads <paramref name="count"/> (0 to 16) floats; the other lanes are <paramref name="fill"/>.</summary>
    static abstract TSelf LoadPartial(float* source, int count, float fill);

    /// <summary>Reads 16 bytes as numbers 0..255.</summary>
    static abstract TSelf LoadBytes(byte* source);

    /// <summary>Reads 16 signed bytes as numbers.</summary>
    static abstract TSelf LoadSBytes(sbyte* source);

    /// <summary>Reads 16 of 32 bfloat16 that take turns.</summary>
    /// <param name="pairs">The 32.</param>
    /// <param name="isSecond">Whether the second of every two is meant; a constant.</param>
    static abstract TSelf LoadBFloat16(ushort* pairs, bool isSecond);

    /// <summary>Reads one of 8 nibbles (0..15) of 16 outputs where it stands: times the power of two that <see cref="KernelMath.Spread"/> takes off the activation.</summary>
    /// <param name="source">64 bytes [16 outputs][4]: the lower nibbles are inputs 0 to 3, the higher ones 4 to 7.</param>
    /// <param name="input">0 to 7.</param>
    static abstract TSelf LoadNibbles(byte* source, int input);

    /// <summary>Writes 16 floats.</summary>
    static abstract void Store(TSelf value, float* destination);

    /// <summary>Writes the first <paramref name="count"/> (0 to 16) floats.</summary>
    static abstract void StorePartial(TSelf value, float* destination, int count);

    /// <summary>16 times the same number.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>16 times the number at <paramref name="source"/>: one load, where a value would go through a register first.</summary>
    static abstract TSelf Broadcast(float* source);

    /// <summary>left + right.</summary>
    static abstract TSelf Add(TSelf left, TSelf right);

    /// <summary>left - right.</summary>
    static abstract TSelf Subtract(TSelf left, TSelf right);

    /// <summary>left * right.</summary>
    static abstract TSelf Multiply(TSelf left, TSelf right);

    /// <summary>left / right.</summary>
    static abstract TSelf Divide(TSelf left, TSelf right);

    /// <summary>left &lt; right ? left : right: <paramref name="right"/> where they are equal (0 and -0) or either is NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>left &gt; right ? left : right: <paramref name="right"/> where they are equal (0 and -0) or either is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>Absolute value.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>Square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>1 where left &gt; right, else 0.</summary>
    static abstract TSelf Greater(TSelf left, TSelf right);

    /// <summary><paramref name="whenTrue"/> where <paramref name="condition"/> &gt; 0 (as <see cref="Greater"/> gives it), else <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf condition, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>2 to the power of an integer in -126..127 held as float.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>Splits positive normal numbers: the result is the mantissa in [1, 2), <paramref name="exponent"/> its power of two.</summary>
    static abstract TSelf Mantissa(TSelf value, out TSelf exponent);

    /// <summary>left * right + addend: fused where the tier has it. Only for sums of float networks.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>source[0] * right + addend: as the other, where the number that all lanes are multiplied with is used only once.</summary>
    static virtual TSelf MultiplyAdd(float* source, TSelf right, TSelf addend) => TSelf.MultiplyAdd(TSelf.Broadcast(source), right, addend);

    /// <summary>Sum of the lanes as a fixed tree: (i, i+8), (i, i+4), (i, i+2), (i, i+1).</summary>
    static abstract float SumAcross(TSelf value);

    /// <summary>Largest lane: <see cref="Max"/> over the tree of <see cref="SumAcross"/>.</summary>
    static abstract float MaxAcross(TSelf value);

    /// <summary>Smallest lane: <see cref="Min"/> over the tree of <see cref="SumAcross"/>.</summary>
    static abstract float MinAcross(TSelf value);

    /// <summary>Writes 16 bytes: <c>clamp(roundToEven(value) + zeroPoint, low, high)</c>; NaN becomes <paramref name="low"/>.</summary>
    static abstract void StoreQuantized(TSelf value, int zeroPoint, int low, int high, byte* destination);

    /// <summary>As <see cref="StoreQuantized(TSelf, int, int, int, byte*)"/>, 32 bytes.</summary>
    static virtual void StoreQuantized(TSelf a, TSelf b, int zeroPoint, int low, int high, byte* destination)
    {
        TSelf.StoreQuantized(a, zeroPoint, low, high, destination);
        TSelf.StoreQuantized(b, zeroPoint, low, high, destination + 16);
    }

    /// <summary>As <see cref="StoreQuantized(TSelf, int, int, int, byte*)"/>, 64 bytes.</summary>
    static virtual void StoreQuantized(TSelf a, TSelf b, TSelf c, TSelf d, int zeroPoint, int low, int high, byte* destination)
    {
        TSelf.StoreQuantized(a, b, zeroPoint, low, high, destination);
        TSelf.StoreQuantized(c, d, zeroPoint, low, high, destination + 32);
    }
}
