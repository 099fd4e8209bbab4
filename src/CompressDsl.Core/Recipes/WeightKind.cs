namespace CompressDsl.Core;

/// <summary>What a parameter tensor is; decides which axis carries the scales and the prune blocks.</summary>
public enum WeightKind
{
    /// <summary><c>[outputs, inputs]</c>: one scale per output.</summary>
    Matrix,

    /// <summary><c>[tokens, dimensions]</c>: one scale per dimension.</summary>
    Table,

    /// <summary>A bias, gain or shift <c>[n]</c>: never quantised nor pruned by attribute.</summary>
    Vector,

    /// <summary>A running statistic of batch norm <c>[n]</c>: not trained by gradient.</summary>
    Statistic,
}
