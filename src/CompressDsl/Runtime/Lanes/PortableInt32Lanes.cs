using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>16 int32 in memory, worked on by <see cref="Vector{T}"/> of any width: any processor.</summary>
public unsafe struct PortableInt32Lanes : IInt32Lanes<PortableInt32Lanes>
{
    private fixed int lanes[16];

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Portable;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static int ActivationOffset => 0;

    /// <inheritdoc/>
    public static PortableInt32Lanes Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Load(int* source) => Unsafe.ReadUnaligned<PortableInt32Lanes>(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PortableInt32Lanes value, int* destination) => Unsafe.WriteUnaligned(destination, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Add(PortableInt32Lanes left, PortableInt32Lanes right)
    {
        for (var i = 0; i < 16; i += Vector<int>.Count)
        {
            (Vector.Load(left.lanes + i) + Vector.Load(right.lanes + i)).Store(left.lanes + i);
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Broadcast(byte* fourActivations)
    {
        Unsafe.SkipInit(out PortableInt32Lanes result);
        var four = Vector.Create(Unsafe.ReadUnaligned<int>(fourActivations));
        for (var i = 0; i < 16; i += Vector<int>.Count)
        {
            four.Store(result.lanes + i);
        }

        return result;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Products fit into int16 (255 * 127); neighbours are added by shifting them into place, as int32 and again as int64.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes DotAdd(PortableInt32Lanes sum, PortableInt32Lanes activations, sbyte* weights)
    {
        Vector.Widen(Vector.Load((byte*)activations.lanes), out var activationsLower, out var activationsUpper);
        for (var i = 0; i < 16; i += Vector<int>.Count)
        {
            Vector.Widen(Vector.Load(weights + (4 * i)), out var weightsLower, out var weightsUpper);
            var lower = AddFours(Vector.AsVectorInt16(activationsLower) * weightsLower);
            var upper = AddFours(Vector.AsVectorInt16(activationsUpper) * weightsUpper);
            (Vector.Load(sum.lanes + i) + Vector.Narrow(lower, upper)).Store(sum.lanes + i);
        }

        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes AddRow(PortableInt32Lanes sum, sbyte* row)
    {
        for (var i = 0; i < 16; i++)
        {
            sum.lanes[i] += row[i];
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void StoreRequantized(PortableInt32Lanes sum, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        PortableFloatLanes.StoreQuantized(Scaled(sum, scale), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    public static void StoreScaled(PortableInt32Lanes sum, float* scale, float* destination) =>
        PortableFloatLanes.Store(Scaled(sum, scale), destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PortableFloatLanes Scaled(PortableInt32Lanes sum, float* scale) =>
        PortableFloatLanes.Multiply(PortableFloatLanes.FromIntegers(sum.lanes), PortableFloatLanes.Load(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<long> AddFours(Vector<short> products)
    {
        var words = Vector.AsVectorInt32(products);
        var pairs = Vector.AsVectorInt64(((words << 16) >> 16) + (words >> 16));
        return pairs + (pairs >>> 32);
    }
}
