using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>16 floats in one, two or four <see cref="Vector{T}"/>, by its width: any processor.</summary>
public readonly unsafe partial struct PortableFloatLanes : IFloatLanes<PortableFloatLanes>
{
    private readonly Vector<float> a;
    private readonly Vector<float> b;
    private readonly Vector<float> c;
    private readonly Vector<float> d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PortableFloatLanes(Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d)
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

    // How many of the four parts are in use: constants for the JIT.
    internal static bool HasTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<float>.Count < 16;
    }

    internal static bool HasFour
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<float>.Count < 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Broadcast(float value)
    {
        var all = Vector.Create(value);
        return new(all, all, all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Add(PortableFloatLanes left, PortableFloatLanes right) => new(
        left.a + right.a,
        HasTwo ? left.b + right.b : default,
        HasFour ? left.c + right.c : default,
        HasFour ? left.d + right.d : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Subtract(PortableFloatLanes left, PortableFloatLanes right) => new(
        left.a - right.a,
        HasTwo ? left.b - right.b : default,
        HasFour ? left.c - right.c : default,
        HasFour ? left.d - right.d : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Multiply(PortableFloatLanes left, PortableFloatLanes right) => new(
        left.a * right.a,
        HasTwo ? left.b * right.b : default,
        HasFour ? left.c * right.c : default,
        HasFour ? left.d * right.d : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Divide(PortableFloatLanes left, PortableFloatLanes right) => new(
        left.a / right.a,
        HasTwo ? left.b / right.b : default,
        HasFour ? left.c / right.c : default,
        HasFour ? left.d / right.d : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Min(PortableFloatLanes left, PortableFloatLanes right) => new(
        Vector.ConditionalSelect(Vector.LessThan(left.a, right.a), left.a, right.a),
        HasTwo ? Vector.ConditionalSelect(Vector.LessThan(left.b, right.b), left.b, right.b) : default,
        HasFour ? Vector.ConditionalSelect(Vector.LessThan(left.c, right.c), left.c, right.c) : default,
        HasFour ? Vector.ConditionalSelect(Vector.LessThan(left.d, right.d), left.d, right.d) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Max(PortableFloatLanes left, PortableFloatLanes right) => new(
        Vector.ConditionalSelect(Vector.GreaterThan(left.a, right.a), left.a, right.a),
        HasTwo ? Vector.ConditionalSelect(Vector.GreaterThan(left.b, right.b), left.b, right.b) : default,
        HasFour ? Vector.ConditionalSelect(Vector.GreaterThan(left.c, right.c), left.c, right.c) : default,
        HasFour ? Vector.ConditionalSelect(Vector.GreaterThan(left.d, right.d), left.d, right.d) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Abs(PortableFloatLanes value) => new(
        Vector.Abs(value.a),
        HasTwo ? Vector.Abs(value.b) : default,
        HasFour ? Vector.Abs(value.c) : default,
        HasFour ? Vector.Abs(value.d) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Sqrt(PortableFloatLanes value) => new(
        Vector.SquareRoot(value.a),
        HasTwo ? Vector.SquareRoot(value.b) : default,
        HasFour ? Vector.SquareRoot(value.c) : default,
        HasFour ? Vector.SquareRoot(value.d) : default);
}
