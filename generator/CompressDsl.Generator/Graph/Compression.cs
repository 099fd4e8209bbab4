using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>What the attributes ask for one layer: class defaults with the field's overrides applied.</summary>
/// <param name="Bits">1 to 8, or 32 for float.</param>
/// <param name="Mode">How activations are treated when <paramref name="Bits"/> is below 32.</param>
internal sealed record Compression(
    int Bits = 32,
    QuantizationMode Mode = QuantizationMode.Static,
    double Sparsity = 0,
    PrunePattern Pattern = PrunePattern.Unstructured,
    PruneScope Scope = PruneScope.Global)
{
    /// <summary>Bits of the activations, 2 to 8; 16 where the layer computes with floats because there is no kernel for 16.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>The grid of the weights, beside its bits.</summary>
    public GridDetails Grid { get; init; } = GridDetails.Default;

    public static readonly Compression None = new();

    /// <summary>The same zeros without a grid.</summary>
    public Compression InFloat => this with { Bits = None.Bits, Mode = None.Mode, ActivationBits = None.ActivationBits, Grid = None.Grid };

    /// <summary>Below this share of zeros the index of a block costs more than the blocks that it leaves out.</summary>
    public const double BlocksPay = 0.25;

    /// <summary>Whether its share is one of the channels of all layers together: a scope over them is written, which the default is not.</summary>
    public bool ChannelsCompete { get; init; }

    /// <summary>How it is pruned, beside share, pattern and scope.</summary>
    public PruneDetails Details { get; init; } = PruneDetails.Default;

    /// <summary>The share of blocks of 16 x 4 that are zero in the weights at hand; null where there are none, or no blocks were asked for.</summary>
    public double? ZeroBlocks { get; init; }

    /// <summary>Whether the kernels leave out blocks of 16 x 4 zeros.</summary>
    public bool LeavesOutBlocks => Bits < 32 && ShareOfBlocks >= BlocksPay;

    /// <summary>
    /// The share of blocks of 16 x 4 that are zero; as long as there are no weights, about that: every layer is taken to have the share that is
    /// asked for, and two blocks of 8 x 4 that are independent are both zero in its square.
    /// </summary>
    public double ShareOfBlocks => ZeroBlocks ?? Pattern switch
    {
        PrunePattern.Block16x4 => Sparsity,
        PrunePattern.Block8x4 => Sparsity * Sparsity,
        _ => 0,
    };
}
