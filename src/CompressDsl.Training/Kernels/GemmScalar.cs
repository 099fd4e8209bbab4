using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>One float at a time, for processors (or switches) without vectors.</summary>
internal readonly unsafe struct GemmScalar(float value) : IGemmVector<GemmScalar>
{
    private readonly float value = value;

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmScalar Load(float* source) => new(*source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmScalar Broadcast(float* source) => new(*source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(GemmScalar value, float* destination) => *destination = value.value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmScalar MultiplyAdd(GemmScalar left, GemmScalar right, GemmScalar addend) =>
        new((left.value * right.value) + addend.value);
}
