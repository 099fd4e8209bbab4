using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct PortableFloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Load(float* source) => new(
        Vector.Load(source),
        HasTwo ? Vector.Load(source + Vector<float>.Count) : default,
        HasFour ? Vector.Load(source + (2 * Vector<float>.Count)) : default,
        HasFour ? Vector.Load(source + (3 * Vector<float>.Count)) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Broadcast(float* source) => Broadcast(*source);

    /// <inheritdoc/>
    public static PortableFloatLanes LoadPartial(float* source, int count, float fill)
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < 16; i++)
        {
            lanes[i] = i < count ? source[i] : fill;
        }

        return Load(lanes);
    }

    /// <inheritdoc/>
    public static PortableFloatLanes LoadBytes(byte* source)
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < 16; i++)
        {
            lanes[i] = source[i];
        }

        return Load(lanes);
    }

    /// <inheritdoc/>
    public static PortableFloatLanes LoadSBytes(sbyte* source)
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < 16; i++)
        {
            lanes[i] = source[i];
        }

        return Load(lanes);
    }

    /// <inheritdoc/>
    public static PortableFloatLanes LoadBFloat16(ushort* pairs, bool isSecond)
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < 16; i++)
        {
            lanes[i] = BitConverter.UInt32BitsToSingle((uint)pairs[(2 * i) + (isSecond ? 1 : 0)] << 16);
        }

        return Load(lanes);
    }

    /// <inheritdoc/>
    public static PortableFloatLanes LoadNibbles(byte* source, int input)
    {
        var lanes = stackalloc float[16];
        for (var i = 0; i < 16; i++)
        {
            lanes[i] = Nibble.IsUppermost(input) ? ((int*)source)[i] >>> Nibble.Uppermost : ((int*)source)[i] & Nibble.Mask(input);
        }

        return Load(lanes);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PortableFloatLanes value, float* destination)
    {
        value.a.Store(destination);
        if (HasTwo)
        {
            value.b.Store(destination + Vector<float>.Count);
        }

        if (HasFour)
        {
            value.c.Store(destination + (2 * Vector<float>.Count));
            value.d.Store(destination + (3 * Vector<float>.Count));
        }
    }

    /// <inheritdoc/>
    public static void StorePartial(PortableFloatLanes value, float* destination, int count)
    {
        var lanes = stackalloc float[16];
        Store(value, lanes);
        new ReadOnlySpan<float>(lanes, count).CopyTo(new Span<float>(destination, count));
    }

    /// <inheritdoc/>
    /// <remarks>Clamping before rounding and conversion gives the same bytes (the bounds are integers) and cannot overflow.</remarks>
    public static void StoreQuantized(PortableFloatLanes value, int zeroPoint, int low, int high, byte* destination)
    {
        var lanes = stackalloc float[16];
        Store(Round(Min(Max(value, Broadcast(low - zeroPoint)), Broadcast(high - zeroPoint))), lanes);
        for (var i = 0; i < 16; i++)
        {
            destination[i] = (byte)((int)lanes[i] + zeroPoint);
        }
    }
}
