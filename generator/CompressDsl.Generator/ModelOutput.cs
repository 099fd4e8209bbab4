using CompressDsl.Generator.Support;

namespace CompressDsl.Generator;

/// <summary>What became of the model with this full name.</summary>
internal sealed record ModelOutput(string Model, CompiledModel Compiled);
