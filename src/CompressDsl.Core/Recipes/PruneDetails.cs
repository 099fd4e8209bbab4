namespace CompressDsl.Core;

/// <summary>What <c>[Prune]</c> says beside share, pattern and scope.</summary>
/// <param name="N">Weights that stay of every <paramref name="M"/>, 1 to M - 1; 0 for other patterns than <see cref="PrunePattern.NM"/>.</param>
/// <param name="M">Consecutive weights of a group, 2 to <see cref="LargestM"/>; 0 for other patterns.</param>
/// <param name="Criterion">Which weights go first.</param>
/// <param name="Floor">Share of the weights that stays in every layer, at least 0 and below 1.</param>
public sealed record PruneDetails(int N = 0, int M = 0, PruneCriterion Criterion = PruneCriterion.L1, double Floor = 0)
{
    /// <summary>Largest group.</summary>
    public const int LargestM = 64;

    /// <summary>Nothing said.</summary>
    public static readonly PruneDetails Default = new();

    /// <summary>Share of zeros of the pattern N:M.</summary>
    public double Share => M == 0 ? 0 : (double)(M - N) / M;

    /// <summary>Whether scores are measured while data runs through the network.</summary>
    public bool NeedsData => Criterion is PruneCriterion.Taylor or PruneCriterion.Movement or PruneCriterion.Wanda;
}
