using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>One float at a time, for processors (or switches) without vectors.</summary>
internal unsafe struct GemmScalar(float value) : IGemmVector<GemmScalar>
{
    private float value = value;

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
    public static void Accumulate(GemmScalar left, GemmScalar right, ref GemmScalar sum) => sum.value += left.value * right.value;
}
