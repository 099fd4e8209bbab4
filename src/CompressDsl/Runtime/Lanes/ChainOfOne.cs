using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Every sum of two products is widened.</summary>
public readonly struct ChainOfOne : IChain
{
    /// <inheritdoc/>
    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }
}
