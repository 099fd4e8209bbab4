using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Two sums of two products are added before they are widened.</summary>
public readonly struct ChainOfTwo : IChain
{
    /// <inheritdoc/>
    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2;
    }
}
