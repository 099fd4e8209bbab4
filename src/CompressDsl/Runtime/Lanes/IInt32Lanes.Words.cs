using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <content>Products of words.</content>
public unsafe partial interface IInt32Lanes<TSelf>
{
    /// <summary>Whether products of words cost no more than those of as many bytes: then <see cref="WinogradMath"/> pays.</summary>
    static virtual bool MultipliesWords
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <summary><c>pair[0] * w[2n] + pair[1] * w[2n+1]</c> for n in 0..15.</summary>
    /// <param name="pair">Two words.</param>
    /// <param name="weights">32 words, [16 outputs][2 inputs].</param>
    static virtual TSelf DotWords(short* pair, short* weights)
    {
        var sums = stackalloc int[16];
        for (var n = 0; n < 16; n++) sums[n] = (pair[0] * weights[2 * n]) + (pair[1] * weights[(2 * n) + 1]);
        return TSelf.Load(sums);
    }
}
