using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>A linear layer whose packed sections are wanted.</summary>
internal sealed record DotRequest(DotFormat Format, Parameter Weight, Parameter? Bias, int Tile, string? Activation);
