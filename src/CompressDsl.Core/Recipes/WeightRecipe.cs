namespace CompressDsl.Core;

/// <summary>What is to happen to one parameter tensor of a model.</summary>
/// <param name="Key">State-dict name, e.g. <c>hidden.weight</c>.</param>
/// <param name="Shape">Dimensions as in the checkpoint (PyTorch order).</param>
/// <param name="Kind">What the tensor is.</param>
/// <param name="Bits">1 to 8, or 32 for float.</param>
/// <param name="Sparsity">Share of zeros asked for, in [0, 1).</param>
/// <param name="Pattern">Which weights go together.</param>
/// <param name="Scope">Over what the share is reached.</param>
/// <param name="FoldedNorm">
/// Key prefix of the batch norm that is folded into this weight (<c>norm</c> for <c>norm.weight</c>, <c>norm.running_var</c>, ...), or null.
/// </param>
/// <param name="FoldedEpsilon">The folded batch norm's epsilon.</param>
public sealed record WeightRecipe(
    string Key,
    EquatableArray<int> Shape,
    WeightKind Kind,
    int Bits = 32,
    double Sparsity = 0,
    PrunePattern Pattern = PrunePattern.Unstructured,
    PruneScope Scope = PruneScope.Global,
    string? FoldedNorm = null,
    double FoldedEpsilon = 0)
{
    /// <summary>Order of the elements in computation; null where it is the checkpoint's.</summary>
    public WeightOrder? Order { get; private init; }

    /// <summary>The channels along the rows (of a vector: its elements) that are removed; null where none are.</summary>
    public ChannelAxis? RowChannels { get; private init; }

    /// <summary>The channels along the columns that are removed with those of the layers before; null where none are.</summary>
    public ChannelAxis? ColumnChannels { get; private init; }

    /// <summary>Its grid, beside the bits.</summary>
    public GridDetails Grid { get; private init; } = GridDetails.Default;

    /// <summary>Inputs of an output that share a scale; 0 where an output has one scale.</summary>
    public int GroupSize => Grid.GroupSize;

    /// <summary>Whether the weights share 2^<see cref="Bits"/> values, see <see cref="Core.Codebook"/>.</summary>
    public bool HasCodebook => Grid.HasCodebook;

    /// <summary>How it is pruned, beside share, pattern and scope.</summary>
    public PruneDetails Details { get; private init; } = PruneDetails.Default;

    /// <summary>Number of parameters.</summary>
    public int Count
    {
        get
        {
            // A step of training asks for it and must not allocate.
            var count = 1;
            for (var i = 0; i < Shape.Count; i++) count *= Shape[i];
            return count;
        }
    }

    /// <summary>Rows in computation: outputs of a matrix, tokens of a table.</summary>
    public int Rows => Order?.Rows ?? (Shape.Count == 0 ? 1 : Shape[0]);

    /// <summary>Rows that the compiled network has: without those of removed channels.</summary>
    internal int DeployedRows => RowChannels is { } axis ? Rows / axis.Channels * axis.Kept : Rows;

    /// <summary>Columns in computation: inputs of a matrix, dimensions of a table.</summary>
    public int Columns => Rows == 0 ? 0 : Count / Rows;

    /// <summary>The same weight, its elements arranged by <paramref name="order"/>.</summary>
    public WeightRecipe In(WeightOrder? order) => this with { Order = order };

    /// <summary>The same weight that loses channels.</summary>
    public WeightRecipe Without(ChannelAxis? rows, ChannelAxis? columns) => this with { RowChannels = rows, ColumnChannels = columns };

    /// <summary>The same weight on such a grid.</summary>
    public WeightRecipe On(GridDetails grid) => this with { Grid = grid };

    /// <summary>The same weight with a scale for every <paramref name="size"/> inputs of an output; 0 for one per output.</summary>
    public WeightRecipe InGroups(int size) => On(Grid.InGroups(size));

    /// <summary>The same weight with or without a codebook.</summary>
    public WeightRecipe InCodebook(bool isAsked) => On(Grid with { HasCodebook = isAsked });

    /// <summary>The same weight, pruned in this way.</summary>
    public WeightRecipe PrunedBy(PruneDetails? details) => this with { Details = details ?? PruneDetails.Default };

    /// <summary>The pattern of its zeros in words where no kernel has its name; null for others.</summary>
    public string? PatternWords => Sparsity == 0 ? null : Pattern switch
    {
        PrunePattern.NM => $"{InvariantText.Of(Details.N)} of {InvariantText.Of(Details.M)} stay{(DiffersByLayer ? " on average over the layers" : "")}",
        PrunePattern.Block8x4 => "zeros in blocks of 8 x 4",
        PrunePattern.Rows => "zeros in whole rows",
        _ => null,
    };

    /// <summary>Whether layers that are pruned together lose shares of their own, by shape or sensitivity.</summary>
    private bool DiffersByLayer => Scope is PruneScope.ErdosRenyi or PruneScope.Sensitivity;

    /// <summary>Whether both ask for the same mask of the same tensor.</summary>
    internal bool HasMaskOf(WeightRecipe other) =>
        Sparsity.Equals(other.Sparsity) && Pattern == other.Pattern && Scope == other.Scope && Details == other.Details
        && Kind == other.Kind && Shape == other.Shape && Order == other.Order && RowChannels == other.RowChannels;

    /// <summary>Whether its mask is made by what is measured while data runs through the network.</summary>
    public bool MaskNeedsData => Sparsity > 0 && (Details.NeedsData || Scope == PruneScope.Sensitivity);

    /// <summary>Whether the tensor is stored on an integer grid.</summary>
    public bool IsQuantized => Bits < 32;
}
