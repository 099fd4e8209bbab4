using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Training.Kernels;

/// <summary>256-bit registers.</summary>
internal unsafe struct GemmVector256(Vector256<float> value) : IGemmVector<GemmVector256>
{
    private Vector256<float> value = value;

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmVector256 Load(float* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmVector256 Broadcast(float* source) => new(Vector256.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(GemmVector256 value, float* destination) => value.value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(GemmVector256 left, GemmVector256 right, ref GemmVector256 sum) =>
        sum.value = Vector256.MultiplyAddEstimate(left.value, right.value, sum.value);
}
