using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Weights;

/// <summary>A checkpoint as the build step wrote it: text that compares by its content.</summary>
/// <param name="model">Full name of the model it is for, or its class name.</param>
/// <param name="source">The file it was made from.</param>
/// <param name="text">Its text.</param>
internal sealed class ModelWeights(string model, string source, SourceText text) : IEquatable<ModelWeights>
{
    public string Model { get; } = model;

    public string Source { get; } = source;

    public SourceText Text { get; } = text;

    public bool Equals(ModelWeights? other) =>
        other is not null && Model == other.Model && Source == other.Source && Text.GetContentHash().SequenceEqual(other.Text.GetContentHash());

    public override bool Equals(object? obj) => Equals(obj as ModelWeights);

    public override int GetHashCode() => unchecked((Model.GetHashCode() * 31) + Source.GetHashCode());
}
