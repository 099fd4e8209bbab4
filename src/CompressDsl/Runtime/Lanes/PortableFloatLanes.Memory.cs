using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

public unsafe partial struct PortableFloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Load(float* source) => Unsafe.ReadUnaligned<PortableFloatLanes>(source);

    /// <inheritdoc/>
    public static PortableFloatLanes LoadPartial(float* source, int count, float fill)
    {
        var result = Broadcast(fill);
        for (var i = 0; i < count; i++)
        {
            result.lanes[i] = source[i];
        }

        return result;
    }

    /// <inheritdoc/>
    public static PortableFloatLanes LoadBytes(byte* source)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i++)
        {
            result.lanes[i] = source[i];
        }

        return result;
    }

    /// <inheritdoc/>
    public static PortableFloatLanes LoadSBytes(sbyte* source)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i++)
        {
            result.lanes[i] = source[i];
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PortableFloatLanes value, float* destination) => Unsafe.WriteUnaligned(destination, value);

    /// <inheritdoc/>
    public static void StorePartial(PortableFloatLanes value, float* destination, int count)
    {
        for (var i = 0; i < count; i++)
        {
            destination[i] = value.lanes[i];
        }
    }

    /// <inheritdoc/>
    /// <remarks>Clamping before rounding and conversion gives the same bytes (the bounds are integers) and cannot overflow.</remarks>
    public static void StoreQuantized(PortableFloatLanes value, int zeroPoint, int low, int high, byte* destination)
    {
        var rounded = Round(Min(Max(value, Broadcast(low - zeroPoint)), Broadcast(high - zeroPoint)));
        for (var i = 0; i < 16; i++)
        {
            destination[i] = (byte)((int)rounded.lanes[i] + zeroPoint);
        }
    }

    internal static PortableFloatLanes FromIntegers(int* source)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            Vector.ConvertToSingle(Vector.Load(source + i)).Store(result.lanes + i);
        }

        return result;
    }
}
