using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Training.Kernels;

/// <summary>128-bit registers.</summary>
internal unsafe struct GemmVector128(Vector128<float> value) : IGemmVector<GemmVector128>
{
    private Vector128<float> value = value;

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmVector128 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmVector128 Broadcast(float* source) => new(Vector128.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(GemmVector128 value, float* destination) => value.value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(GemmVector128 left, GemmVector128 right, ref GemmVector128 sum) =>
        sum.value = Vector128.MultiplyAddEstimate(left.value, right.value, sum.value);
}
