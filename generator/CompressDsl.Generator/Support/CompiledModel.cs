using CompressDsl.Core;

namespace CompressDsl.Generator.Support;

/// <summary>What everything behind the front end makes of one model.</summary>
/// <param name="Files">The sources to add, with the weights embedded where they are not too large for any assembly.</param>
/// <param name="Problems">What the user has to know; places are edge names of the graph.</param>
internal sealed record CompiledModel(EquatableArray<GeneratedFile> Files, EquatableArray<Problem> Problems)
{
    /// <summary>Size of the packed weights; 0 without a checkpoint.</summary>
    public int PackedBytes { get; init; }

    /// <summary>The files that differ when the weights go to a file beside the assembly.</summary>
    public EquatableArray<GeneratedFile> Sidecar { get; init; }

    /// <summary>The same model with its weights beside the assembly.</summary>
    public CompiledModel WithSidecar() => this with
    {
        Files = new EquatableArray<GeneratedFile>(Files.Where(f => Sidecar.All(s => s.HintName != f.HintName)).Concat(Sidecar)),
    };
}
