using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>16 int32 in one, two or four <see cref="Vector{T}"/>, by its width: any processor.</summary>
public readonly unsafe partial struct PortableInt32Lanes : IInt32Lanes<PortableInt32Lanes>
{
    // As an activation operand: a = the first and third byte as int16, b = the second and fourth, again and again.
    private readonly Vector<int> a;
    private readonly Vector<int> b;
    private readonly Vector<int> c;
    private readonly Vector<int> d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PortableInt32Lanes(Vector<int> a, Vector<int> b, Vector<int> c, Vector<int> d)
    {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Portable;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static int ActivationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0;
    }

    /// <inheritdoc/>
    public static PortableInt32Lanes Zero => default;

    private static bool HasTwo => PortableFloatLanes.HasTwo;

    private static bool HasFour => PortableFloatLanes.HasFour;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Load(int* source) => new(
        Vector.Load(source),
        HasTwo ? Vector.Load(source + Vector<int>.Count) : default,
        HasFour ? Vector.Load(source + (2 * Vector<int>.Count)) : default,
        HasFour ? Vector.Load(source + (3 * Vector<int>.Count)) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PortableInt32Lanes value, int* destination)
    {
        value.a.Store(destination);
        if (HasTwo)
        {
            value.b.Store(destination + Vector<int>.Count);
        }

        if (HasFour)
        {
            value.c.Store(destination + (2 * Vector<int>.Count));
            value.d.Store(destination + (3 * Vector<int>.Count));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Add(PortableInt32Lanes left, PortableInt32Lanes right) => new(
        left.a + right.a,
        HasTwo ? left.b + right.b : default,
        HasFour ? left.c + right.c : default,
        HasFour ? left.d + right.d : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Broadcast(byte* fourActivations)
    {
        var (even, odd) = (fourActivations[0] | (fourActivations[2] << 16), fourActivations[1] | (fourActivations[3] << 16));
        return new(Vector.Create(even), Vector.Create(odd), default, default);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes DotAdd(PortableInt32Lanes sum, PortableInt32Lanes activations, sbyte* weights) => new(
        Dot(sum.a, activations, weights),
        HasTwo ? Dot(sum.b, activations, weights + Vector<sbyte>.Count) : default,
        HasFour ? Dot(sum.c, activations, weights + (2 * Vector<sbyte>.Count)) : default,
        HasFour ? Dot(sum.d, activations, weights + (3 * Vector<sbyte>.Count)) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Interleave(byte* a, byte* b, byte* c, byte* d)
    {
        Vector512<int> room;
        var lanes = (int*)&room;
        for (var i = 0; i < 16; i++)
        {
            lanes[i] = a[i] | (b[i] << 8) | (c[i] << 16) | (d[i] << 24);
        }

        return Load(lanes);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes DotAddInterleaved(PortableInt32Lanes sum, PortableInt32Lanes activations, sbyte* weights) => new(
        Dot(sum.a, Split(activations.a), weights),
        HasTwo ? Dot(sum.b, Split(activations.b), weights + Vector<sbyte>.Count) : default,
        HasFour ? Dot(sum.c, Split(activations.c), weights + (2 * Vector<sbyte>.Count)) : default,
        HasFour ? Dot(sum.d, Split(activations.d), weights + (3 * Vector<sbyte>.Count)) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes DotAddShared(PortableInt32Lanes sum, PortableInt32Lanes activations, sbyte* weights) =>
        DotAdd(sum, activations, weights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes Correction(byte* activations, int count) => Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes AddRow(PortableInt32Lanes sum, sbyte* row)
    {
        var lanes = stackalloc int[16];
        for (var i = 0; i < 16; i++)
        {
            lanes[i] = row[i];
        }

        return Add(sum, Load(lanes));
    }

    /// <inheritdoc/>
    public static void StoreRequantized(PortableInt32Lanes sum, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        PortableFloatLanes.StoreQuantized(Scaled(sum, scale), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    public static void StoreScaled(PortableInt32Lanes sum, float* scale, float* destination) =>
        PortableFloatLanes.Store(Scaled(sum, scale), destination);

    /// <inheritdoc/>
    public static void StoreScaledPartial(PortableInt32Lanes sum, float* scale, float* destination, int count) =>
        PortableFloatLanes.StorePartial(Scaled(sum, scale), destination, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PortableFloatLanes Scaled(PortableInt32Lanes sum, float* scale) => PortableFloatLanes.Multiply(
        new PortableFloatLanes(
            Vector.ConvertToSingle(sum.a), Vector.ConvertToSingle(sum.b), Vector.ConvertToSingle(sum.c), Vector.ConvertToSingle(sum.d)),
        PortableFloatLanes.Load(scale));

    // The even and the odd bytes, as Broadcast gives them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PortableInt32Lanes Split(Vector<int> bytes)
    {
        var pairs = Vector.AsVectorUInt16(bytes);
        return new(Vector.AsVectorInt32(pairs & new Vector<ushort>(0xFF)), Vector.AsVectorInt32(pairs >> 8), default, default);
    }

    // Products fit into int16 (255 * 127), two side by side in the int32 of their output.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Dot(Vector<int> sum, PortableInt32Lanes activations, sbyte* weights)
    {
        var bytes = Vector.AsVectorInt16(Vector.Load(weights));
        var even = Vector.AsVectorInt32(((bytes << 8) >> 8) * Vector.AsVectorInt16(activations.a));
        var odd = Vector.AsVectorInt32((bytes >> 8) * Vector.AsVectorInt16(activations.b));
        return sum + (((even << 16) >> 16) + ((odd << 16) >> 16)) + ((even >> 16) + (odd >> 16));
    }
}
