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

    /// <summary>Its fields that hold layers and blocks.</summary>
    public EquatableArray<FieldEdge> Fields { get; init; }

    /// <summary>What its fields learn from other fields: hints of the model itself first.</summary>
    public EquatableArray<HintDeclaration> Hints { get; init; }

    /// <summary>From <c>[Loss]</c>, or null.</summary>
    public LossDeclaration? Loss { get; init; }

    /// <summary>Paths of the fields whose values its training network shows to students.</summary>
    public EquatableArray<string> Shown { get; init; }

    /// <summary>The fields that the model's hints want to see of its teacher.</summary>
    public IEnumerable<FeatureRequest> Requests =>
        Hints.Where(h => !h.OfSelf).Select(h => new FeatureRequest(Distillation!.Teacher, h.Teacher));

    /// <summary>The model with those of its fields shown that some student wants to see.</summary>
    public ModelDeclaration Showing(IEnumerable<FeatureRequest> requests)
    {
        var wanted = requests.Where(r => r.Teacher == Type.FullName).Select(r => r.Field);
        var shown = wanted.Concat(Hints.Where(h => h.OfSelf).Select(h => h.Teacher)).Distinct().OrderBy(f => f, StringComparer.Ordinal);
        return this with { Shown = new EquatableArray<string>(shown.Where(f => Fields.Any(e => e.Path == f && e.Calls == 1))) };
    }

    /// <summary>Type of input <paramref name="index"/>.</summary>
    public TensorType InputType(int index) => Graph[Graph.Inputs[index]].Type;

    /// <summary>Type of output <paramref name="index"/>.</summary>
    public TensorType OutputType(int index) => Graph[Graph.Outputs[index]].Type;
}
