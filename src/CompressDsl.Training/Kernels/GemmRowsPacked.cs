using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>Rows of A in a strip of six: the distances are constants of the machine code.</summary>
internal readonly struct GemmRowsPacked : IGemmRows
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Row(in GemmTile tile) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Step(in GemmTile tile) => GemmPacking.StripRows;
}
