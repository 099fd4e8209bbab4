using CompressDsl.Core;

namespace CompressDsl.Generator.Support;

/// <summary>What everything behind the front end makes of one model.</summary>
/// <param name="Files">The sources to add.</param>
/// <param name="Problems">What the user has to know; places are edge names of the graph.</param>
internal sealed record CompiledModel(EquatableArray<GeneratedFile> Files, EquatableArray<Problem> Problems);
