using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>Rows of A where they are, along the sums: neighbours lie side by side.</summary>
internal readonly struct GemmRowsAlong : IGemmRows
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Row(in GemmTile tile) => tile.ARow;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Step(in GemmTile tile) => 1;
}
