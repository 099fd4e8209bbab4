using CompressDsl.Core;

namespace CompressDsl.Generator.Frontend;

/// <summary>A <c>[Prune]</c>.</summary>
internal sealed record Pruning(double Sparsity, PrunePattern Pattern, PruneScope Scope, PruneDetails Details);
