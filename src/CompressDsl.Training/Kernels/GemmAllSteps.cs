using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>All steps, one after the other.</summary>
internal readonly unsafe struct GemmAllSteps : IGemmSteps
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Count(in GemmTile tile, ref int* list) => tile.Depth;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint First(ref int* list) => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Next(ref int* list) => 1;
}
