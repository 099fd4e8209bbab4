using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>16 floats in memory, worked on by <see cref="Vector{T}"/> of any width: any processor.</summary>
public unsafe partial struct PortableFloatLanes : IFloatLanes<PortableFloatLanes>
{
    private fixed float lanes[16];

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Portable;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Broadcast(float value)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            Vector.Create(value).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Add(PortableFloatLanes left, PortableFloatLanes right)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var (l, r) = (Vector.Load(left.lanes + i), Vector.Load(right.lanes + i));
            (l + r).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Subtract(PortableFloatLanes left, PortableFloatLanes right)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var (l, r) = (Vector.Load(left.lanes + i), Vector.Load(right.lanes + i));
            (l - r).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Multiply(PortableFloatLanes left, PortableFloatLanes right)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var (l, r) = (Vector.Load(left.lanes + i), Vector.Load(right.lanes + i));
            (l * r).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Divide(PortableFloatLanes left, PortableFloatLanes right)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var (l, r) = (Vector.Load(left.lanes + i), Vector.Load(right.lanes + i));
            (l / r).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Min(PortableFloatLanes left, PortableFloatLanes right)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var (l, r) = (Vector.Load(left.lanes + i), Vector.Load(right.lanes + i));
            Vector.ConditionalSelect(Vector.LessThan(l, r), l, r).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Max(PortableFloatLanes left, PortableFloatLanes right)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            var (l, r) = (Vector.Load(left.lanes + i), Vector.Load(right.lanes + i));
            Vector.ConditionalSelect(Vector.GreaterThan(l, r), l, r).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Abs(PortableFloatLanes value)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            Vector.Abs(Vector.Load(value.lanes + i)).Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Sqrt(PortableFloatLanes value)
    {
        Unsafe.SkipInit(out PortableFloatLanes result);
        for (var i = 0; i < 16; i += Vector<float>.Count)
        {
            Vector.SquareRoot(Vector.Load(value.lanes + i)).Store(result.lanes + i);
        }

        return result;
    }
}
