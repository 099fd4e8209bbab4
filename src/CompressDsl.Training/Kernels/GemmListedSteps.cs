using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>The steps that <see cref="GemmSteps"/> lists for a panel; its rows of B lie side by side.</summary>
internal readonly unsafe struct GemmListedSteps : IGemmSteps
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Count(in GemmTile tile, ref int* list) => *list++;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint First(ref int* list) => *list++;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Next(ref int* list) => *list++;
}
