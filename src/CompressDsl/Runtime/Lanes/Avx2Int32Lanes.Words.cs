using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>Products of words.</content>
public readonly unsafe partial struct Avx2Int32Lanes
{
    /// <inheritdoc/>
    public static bool MultipliesWords
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotWords(short* pair, short* weights)
    {
        var both = Vector256.Create(Unsafe.ReadUnaligned<int>(pair)).AsInt16();
        return new(Avx2.MultiplyAddAdjacent(both, Vector256.Load(weights)), Avx2.MultiplyAddAdjacent(both, Vector256.Load(weights + 16)));
    }
}
