using CompressDsl.Core;

namespace CompressDsl.Generator.Frontend;

/// <summary>A <c>[Prune]</c>.</summary>
internal sealed record Pruning(double Sparsity, PrunePattern Pattern, PruneScope Scope, PruneDetails Details)
{
    /// <summary>Whether channels of all layers are compared: <c>Scope = PruneScope.Global</c> is written.</summary>
    public bool ChannelsCompete { get; init; }
}
