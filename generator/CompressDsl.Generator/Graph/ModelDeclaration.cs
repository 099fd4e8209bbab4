using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>
/// A model class as the front end read it: all that the rooms behind know about it. Compares by value and holds no spans, so that a
/// newline above the class re-runs nothing.
/// </summary>
/// <param name="Type">The class.</param>
/// <param name="Graph">The network.</param>
/// <param name="InputNames">Names of Forward's parameters, as <see cref="ModelGraph.Inputs"/>.</param>
/// <param name="OutputNames">
/// Names of Forward's results, as <see cref="ModelGraph.Outputs"/>: names of the tuple's elements, <c>output</c> for a single result,
/// <c>output1</c>, <c>output2</c> for unnamed ones.
/// </param>
/// <param name="Distillation">From <c>[Distill]</c>, or null.</param>
/// <param name="Environment">What the user's compilation offers.</param>
internal sealed record ModelDeclaration(
    TypeDeclaration Type,
    ModelGraph Graph,
    EquatableArray<string> InputNames,
    EquatableArray<string> OutputNames,
    DistillationDeclaration? Distillation,
    ModelEnvironment Environment)
{
    /// <summary>The results of Forward that are indices into an output; the outputs are the values themselves.</summary>
    public EquatableArray<IndexResult> Indices { get; init; }

    /// <summary>How its packed weights are stored.</summary>
    public StorageMode Storage { get; init; }

    /// <summary>Type of input <paramref name="index"/>.</summary>
    public TensorType InputType(int index) => Graph[Graph.Inputs[index]].Type;

    /// <summary>Type of output <paramref name="index"/>.</summary>
    public TensorType OutputType(int index) => Graph[Graph.Outputs[index]].Type;
}
