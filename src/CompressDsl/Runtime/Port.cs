using CompressDsl.Core;

namespace CompressDsl;

/// <summary>One input or output of a model.</summary>
/// <param name="Name">The parameter's name, <c>output</c> for a single result.</param>
/// <param name="Shape">Dimensions; a varying one stands with its maximum.</param>
/// <param name="IsTokens">int token ids instead of floats.</param>
/// <param name="Varies">Whether fewer than <see cref="Length"/> elements may be given.</param>
public sealed record Port(string Name, EquatableArray<int> Shape, bool IsTokens = false, bool Varies = false)
{
    /// <summary>Number of elements (the maximum where it varies).</summary>
    public int Length => Shape.Aggregate(1, (product, size) => product * size);
}
