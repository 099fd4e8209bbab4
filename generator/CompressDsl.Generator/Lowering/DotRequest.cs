using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>A linear layer or convolution whose packed sections are wanted.</summary>
internal sealed record DotRequest(DotFormat Format, Parameter Weight, Parameter? Bias, int Tile, string? Activation)
{
    /// <summary>Settings of the weights' section that say how a convolution reads them.</summary>
    public EquatableArray<Setting> Layout { get; init; }

    /// <summary>Pixels whose channels fill the lanes together; every section of numbers for channels repeats them.</summary>
    public int Pixels { get; init; } = 1;

    /// <summary>Whether every output has one input channel of its own.</summary>
    public bool IsDepthwise { get; init; }
}
