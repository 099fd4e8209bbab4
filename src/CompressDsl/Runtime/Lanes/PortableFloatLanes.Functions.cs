using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

public unsafe partial struct PortableFloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Greater(PortableFloatLanes left, PortableFloatLanes right)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var (l, r) = (Vector.Load(left.lanes + i), Vector.Load(right.lanes + i));
            Vector.ConditionalSelect(Vector.GreaterThan(l, r), Vector<float>.One, Vector<float>.Zero).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Select(PortableFloatLanes condition, PortableFloatLanes whenTrue, PortableFloatLanes whenFalse)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var chosen = Vector.GreaterThan(Vector.Load(condition.lanes + i), Vector<float>.Zero);
            Vector.ConditionalSelect(chosen, Vector.Load(whenTrue.lanes + i), Vector.Load(whenFalse.lanes + i)).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Round(PortableFloatLanes value)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            Vector.Round(Vector.Load(value.lanes + i)).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes PowerOfTwo(PortableFloatLanes exponent)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var power = Vector.ConvertToInt32Native(Vector.Load(exponent.lanes + i)) + Vector.Create(127);
            Vector.AsVectorSingle(power << 23).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Mantissa(PortableFloatLanes value, out PortableFloatLanes exponent)
    {
        Unsafe.SkipInit(out PortableFloatLanes mantissas);
        Unsafe.SkipInit(out PortableFloatLanes exponents);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var bits = Vector.AsVectorInt32(Vector.Load(value.lanes + i));
            Vector.ConvertToSingle((bits >>> 23) - Vector.Create(127)).Store(exponents.lanes + i);
            Vector.AsVectorSingle((bits & Vector.Create(0x007FFFFF)) | Vector.Create(0x3F800000)).Store(mantissas.lanes + i);
        }

        exponent = exponents;
        return mantissas;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes MultiplyAdd(PortableFloatLanes left, PortableFloatLanes right, PortableFloatLanes addend) =>
        Add(Multiply(left, right), addend);

    /// <inheritdoc/>
    public static float SumAcross(PortableFloatLanes value)
    {
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                value.lanes[i] += value.lanes[i + half];
            }
        }

        return value.lanes[0];
    }

    /// <inheritdoc/>
    public static float MaxAcross(PortableFloatLanes value)
    {
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                value.lanes[i] = value.lanes[i] > value.lanes[i + half] ? value.lanes[i] : value.lanes[i + half];
            }
        }

        return value.lanes[0];
    }

    /// <inheritdoc/>
    public static float MinAcross(PortableFloatLanes value)
    {
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                value.lanes[i] = value.lanes[i] < value.lanes[i + half] ? value.lanes[i] : value.lanes[i + half];
            }
        }

        return value.lanes[0];
    }
}
