using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What of a teacher is kept in a file.</summary>
/// <param name="Description">Names and sizes.</param>
/// <param name="Layers">Hash of the layers; 0 for the outputs.</param>
internal sealed record KeptContent(string Description, ulong Layers)
{
    /// <summary>Its outputs.</summary>
    public static KeptContent OfOutputs(ModelSignature student) =>
        new(string.Join(";", student.Outputs.Select(o => FormattableString.Invariant($"{o.Name}:{o.Length}"))), 0);

    /// <summary>Values inside it.</summary>
    /// <param name="layers">Fields and shapes.</param>
    public static KeptContent OfLayers(string layers) => new(layers, StableHash.Of(layers));

    /// <summary>What a file has to hold, in words.</summary>
    public override string ToString() => Layers == 0 ? "a teacher's answers" : "the values of a teacher's layers";
}
