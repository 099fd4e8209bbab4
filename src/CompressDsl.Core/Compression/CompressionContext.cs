namespace CompressDsl.Core;

/// <summary>A recipe applied to a checkpoint: deployed weights, biases and grids, each prepared once. What packers read from.</summary>
internal sealed class CompressionContext
{
    private readonly Checkpoint checkpoint;
    private readonly Dictionary<string, PreparedWeight> weights = [];
    private readonly Dictionary<string, int[]> kept = [];

    /// <exception cref="CheckpointException">The checkpoint does not fit the recipe.</exception>
    public CompressionContext(Recipe recipe, Checkpoint checkpoint)
    {
        CheckpointValidator.Validate(recipe, checkpoint);
        Recipe = recipe;
        this.checkpoint = checkpoint;
        var stored = new StoredDecisions(checkpoint);
        var limits = new AccumulatorLimits(this);
        var values = recipe.Weights.Where(IsLayerWeight).ToDictionary(w => w.Key, w => ValuesOf(checkpoint, w));
        var masks = Masks(values, stored);
        foreach (var weight in recipe.Weights.Where(IsLayerWeight))
        {
            if (masks.TryGetValue(weight.Key, out var mask)) WeightPruning.Apply(values[weight.Key], mask);
            weights[weight.Key] = Prepare(weight, values[weight.Key], stored, limits);
        }

        foreach (var weight in recipe.Weights.Where(w => w.RowChannels is not null && masks.ContainsKey(w.Key)))
        {
            if (!kept.ContainsKey(weight.RowChannels!.Group)) kept[weight.RowChannels.Group] = ChannelPruning.Channels(weight, masks[weight.Key]);
        }

        foreach (var weight in recipe.Weights.Where(w => weights.ContainsKey(w.Key))) weights[weight.Key] = weights[weight.Key].Of(KeptOf(weight.RowChannels), KeptOf(weight.ColumnChannels));
    }

    public Recipe Recipe { get; }

    /// <summary>The masks of a recipe's matrices and tables: those of the checkpoint, and new ones where it has none.</summary>
    /// <exception cref="CheckpointException">The checkpoint does not fit the recipe.</exception>
    internal static IReadOnlyDictionary<string, byte[]> MasksOf(Recipe recipe, Checkpoint checkpoint)
    {
        CheckpointValidator.Validate(recipe, checkpoint);
        var pruned = recipe.Weights.Where(w => IsLayerWeight(w) && (w.Sparsity > 0 || w.RowChannels is not null)).ToArray();
        return Masks(pruned.ToDictionary(w => w.Key, w => ValuesOf(checkpoint, w)), pruned, new StoredDecisions(checkpoint));
    }

    /// <summary>The matrix or table <paramref name="key"/> as deployed.</summary>
    public PreparedWeight Weight(string key) =>
        weights.TryGetValue(key, out var weight) ? weight : throw new FormatException($"The recipe has no matrix or table '{key}'.");

    /// <summary>A bias, gain, shift or statistic as it stands in the checkpoint.</summary>
    public float[] Vector(string key) => Recipe.Weights.Any(w => w.Key == key)
        ? weights.TryGetValue(key, out var weight) ? weight.Values : Kept(key, checkpoint[key].ToFloats())
        : throw new FormatException($"The recipe has no weight '{key}'.");

    /// <summary>The bias of <paramref name="weight"/> (null: none) with its batch norm folded in.</summary>
    public float[] Bias(WeightRecipe weight, string? bias)
    {
        var whole = Whole(weight.Key);
        var values = bias is null ? null : checkpoint[Whole(bias).Key].ToFloats();
        if (values is not null && values.Length != whole.Rows)
        {
            throw new FormatException($"Bias '{bias}' has {values.Length} elements, '{weight.Key}' has {whole.Rows} outputs.");
        }

        var result = Norm(whole)?.FoldBias(values) ?? values ?? new float[whole.Rows];
        return weight.Rows == whole.Rows ? result : Kept(weight.Key, result);
    }

    /// <summary>A batch norm that stands alone.</summary>
    public BatchNormFold Norm(string key, double epsilon)
    {
        var channels = checkpoint[key + ".running_mean"].Count;
        var fold = BatchNormFold.Of(checkpoint, key, epsilon, channels);
        return new BatchNormFold(Kept(key + ".weight", fold.Scale), Kept(key + ".weight", fold.Shift));
    }

    /// <summary>The grid of a quantisation point, from its stored range.</summary>
    /// <exception cref="CheckpointException">There is no range, or not a possible one.</exception>
    public ActivationGrid Grid(string key)
    {
        var point = Recipe.Activations.FirstOrDefault(a => a.Key == key) ?? throw new FormatException($"The recipe has no activation '{key}'.");
        var tensor = checkpoint.Find(point.RangeKey) ?? throw MissingRange(point);
        var range = tensor.ToFloats();
        FiniteCheck.Require(tensor);
        if (point.Bits is < 1 or > 8) throw new FormatException($"The activation '{key}' has {point.Bits} bits; a grid has 1 to 8.");
        return range.Length == 2 && range[0] <= range[1]
            ? ActivationGrid.FromRange(range[0], range[1], point.Bits)
            : throw new CheckpointException(CheckpointProblem.Value, $"Tensor '{tensor.Name}' is not a range [min, max].", tensor.Name);
    }

    /// <summary>The weight as the checkpoint has it, all channels included.</summary>
    private WeightRecipe Whole(string key) =>
        Recipe.Weights.FirstOrDefault(w => w.Key == key) ?? throw new FormatException($"The recipe has no weight '{key}'.");

    /// <summary>The elements, one per row of weight <paramref name="key"/>, of the channels that it keeps.</summary>
    private T[] Kept<T>(string key, T[] values) => KeptOf(Recipe.Weights.FirstOrDefault(w => w.Key == key)?.RowChannels) is { Channels: { } channels } rows
        ? ChannelPruning.Gather(values, 1, rows, default)
        : values;

    private (int[]? Channels, int Count) KeptOf(ChannelAxis? axis) => axis is null ? default : (kept[axis.Group], axis.Channels);

    /// <summary>The weight in the order of computation.</summary>
    private static float[] ValuesOf(Checkpoint checkpoint, WeightRecipe weight)
    {
        var stored = checkpoint[weight.Key].ToFloats();
        return weight.Order?.Arrange(stored) ?? stored;
    }

    private static bool IsLayerWeight(WeightRecipe weight) => weight.Kind is WeightKind.Matrix or WeightKind.Table;

    private static Dictionary<string, byte[]> Masks(Dictionary<string, float[]> values, WeightRecipe[] pruned, StoredDecisions stored)
    {
        var masks = new Dictionary<string, byte[]>();
        var open = new List<PruneTarget>();
        foreach (var weight in pruned)
        {
            if (stored.MaskOf(weight) is { } mask) masks[weight.Key] = mask;
            else open.Add(new PruneTarget(weight, values[weight.Key]));
        }

        foreach (var mask in WeightPruning.ModelMasks(open).Concat(ChannelPruning.Masks(open))) masks[mask.Key] = mask.Value;
        return masks;
    }

    private Dictionary<string, byte[]> Masks(Dictionary<string, float[]> values, StoredDecisions stored) =>
        Masks(values, Recipe.Weights.Where(w => IsLayerWeight(w) && (w.Sparsity > 0 || w.RowChannels is not null)).ToArray(), stored);

    private PreparedWeight Prepare(WeightRecipe weight, float[] values, StoredDecisions stored, AccumulatorLimits limits)
    {
        var fold = Norm(weight);
        fold?.ApplyTo(values);
        if (!weight.IsQuantized) return new PreparedWeight(weight, values, null, null, null) { Fold = fold };
        var grid = WeightGrid.Of(weight);
        var scales = stored.ScalesOf(weight, grid.Channels, fold) ?? grid.Scales(values);
        limits.Widen(weight, grid, scales);
        var (q, offsets) = (grid.Quantize(values, scales, stored.LevelsOf(weight, fold)), grid.Offsets(values, scales));
        grid.Dequantize(q, scales, values, offsets);
        return new PreparedWeight(weight, values, grid, scales, q) { Fold = fold, Offsets = grid.HasOffsets ? offsets : null };
    }

    private BatchNormFold? Norm(WeightRecipe weight) => weight.FoldedNorm is null
        ? null
        : BatchNormFold.Of(checkpoint, weight.FoldedNorm, weight.FoldedEpsilon, weight.Rows);

    private CheckpointException MissingRange(ActivationRecipe point)
    {
        var model = Recipe.Model.Substring(Recipe.Model.LastIndexOfAny(['.', '+']) + 1);
        return new CheckpointException(
            CheckpointProblem.MissingRange,
            $"The quantisation point '{point.Key}' has no range in the checkpoint (tensor '{point.RangeKey}'). Call {model}.Calibrate(data), "
            + "which adds the ranges, or quantise with Mode = QuantizationMode.Dynamic.",
            point.Key);
    }
}
