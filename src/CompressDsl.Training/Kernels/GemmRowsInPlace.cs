using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>Rows of A where they are, at any distances: for products of so few columns that a copy would not pay.</summary>
internal readonly struct GemmRowsInPlace : IGemmRows
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Row(in GemmTile tile) => tile.ARow;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Step(in GemmTile tile) => tile.ADepth;
}
