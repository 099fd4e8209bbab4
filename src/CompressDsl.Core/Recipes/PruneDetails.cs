namespace CompressDsl.Core;

/// <summary>What <c>[Prune]</c> says beside share, pattern and scope.</summary>
/// <param name="N">Weights that stay of every <paramref name="M"/>, 1 to M - 1; 0 for other patterns than <see cref="PrunePattern.NM"/>.</param>
/// <param name="M">Consecutive weights of a group, 2 to <see cref="LargestM"/>; 0 for other patterns.</param>
public sealed record PruneDetails(int N = 0, int M = 0)
{
    /// <summary>Largest group.</summary>
    public const int LargestM = 64;

    /// <summary>Nothing said.</summary>
    public static readonly PruneDetails Default = new();

    /// <summary>Share of zeros of the pattern N:M.</summary>
    public double Share => M == 0 ? 0 : (double)(M - N) / M;
}
