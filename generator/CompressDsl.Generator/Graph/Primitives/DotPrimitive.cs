namespace CompressDsl.Generator.Graph;

/// <summary>
/// <c>output[r, n] = sum over k of input[r, k] * weight[n, k] + bias[n]</c>, then <see cref="Epilogue"/>. Every format gives the
/// same integers on every tier.
/// </summary>
/// <param name="Rows">Rows of one sample (1 for a plain vector; may be named).</param>
/// <param name="Inputs">K.</param>
/// <param name="Outputs">N.</param>
/// <param name="Tile">Lane groups (of 16 outputs) that are computed together; the packed layout depends on it.</param>
internal sealed record DotPrimitive(
    string Name, string Comment, int Input, int Output, Dimension Rows, int Inputs, int Outputs, DotFormat Format, int Tile,
    DotSections Sections, DotEpilogue Epilogue) : Primitive(Name, Comment, Output)
{
    /// <summary>Buffer with scale and zero point of every row, for the dynamic formats.</summary>
    public int? RowGrids { get; init; }

    /// <summary>For the block formats and integer windows; null where few products share an activation.</summary>
    public DotPreparation? Prepared { get; init; }

    /// <summary>Where the rows lie, for a fixed number of them; null for a plain vector and for rows of a varying number.</summary>
    public DotWindow? Window { get; init; }

    /// <summary>For 3x3 convolutions of integers that may be computed in tiles; null for all others.</summary>
    public DotTiles? Tiles { get; init; }

    /// <summary>For convolutions of integers that may be computed with pixels in the lanes; null for all others.</summary>
    public DotPixels? Pixels { get; init; }

    /// <summary>Share of zero blocks from which on the kernel that leaves them out is faster than the dense one; <see cref="NoBlocks"/> where there is none.</summary>
    public double BlocksPay { get; init; } = Compression.BlocksPay;

    /// <summary>More than all blocks.</summary>
    public const double NoBlocks = 2;

    /// <summary>Room for the sum of every window, where integers have offsets; null for all others.</summary>
    public int? WindowSums { get; init; }

    /// <summary>How weights with a scale per group of inputs are read; null where an output has one scale.</summary>
    public DotGroups? Groups { get; init; }

    /// <summary>Whether kernels multiply bytes that 16 bits may hold the products of, if the weights allow it.</summary>
    public bool MultipliesBytes =>
        Format is not (DotFormat.Float or DotFormat.WeightOnlyInt8) && Groups is null && Window is not { IsDepthwise: true };

    public override IEnumerable<int> Reads
    {
        get
        {
            yield return Input;
            if (RowGrids is { } grids) yield return grids;
            if (Epilogue.Residual is { } residual) yield return residual.Buffer;
        }
    }
}
