using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>Products of words.</content>
public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    public static bool MultipliesWords
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotWords(short* pair, short* weights) =>
        new(MultiplyWords(Vector512.Create(Unsafe.ReadUnaligned<int>(pair)).AsInt16(), Vector512.Load(weights)));
}
