using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Training.Kernels;

/// <summary>512-bit registers.</summary>
internal unsafe struct GemmVector512(Vector512<float> value) : IGemmVector<GemmVector512>
{
    private Vector512<float> value = value;

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmVector512 Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmVector512 Broadcast(float* source) => new(Vector512.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(GemmVector512 value, float* destination) => value.value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(GemmVector512 left, GemmVector512 right, ref GemmVector512 sum) =>
        sum.value = Vector512.MultiplyAddEstimate(left.value, right.value, sum.value);
}
