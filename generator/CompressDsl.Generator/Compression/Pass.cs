using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Compressing;

/// <summary>One step from the declared network to the one that is lowered.</summary>
/// <param name="Name">For messages of the verifier.</param>
/// <param name="Apply">The new graph; the same one where the pass has nothing to do.</param>
internal sealed record Pass(string Name, Func<ModelGraph, ModelGraph> Apply);
