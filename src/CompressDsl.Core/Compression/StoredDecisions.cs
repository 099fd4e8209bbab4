namespace CompressDsl.Core;

/// <summary>
/// What training decided and the checkpoint keeps: masks and scales, as far as the recipe still asks for what they were made for.
/// </summary>
public sealed class StoredDecisions
{
    private readonly Checkpoint checkpoint;
    private readonly Dictionary<string, WeightRecipe> trained = [];

    /// <param name="checkpoint">From training, or from elsewhere without decisions.</param>
    /// <exception cref="CheckpointException">Its recipe cannot be read.</exception>
    public StoredDecisions(Checkpoint checkpoint)
    {
        if (checkpoint is null) throw new ArgumentNullException(nameof(checkpoint));
        this.checkpoint = checkpoint;
        if (checkpoint.RecipeText is not { } text) return;
        try
        {
            foreach (var weight in Recipe.Parse(text).Weights) trained[weight.Key] = weight;
        }
        catch (FormatException e)
        {
            throw new CheckpointException(CheckpointProblem.HeaderText, $"The recipe in the checkpoint cannot be read: {e.Message}", null, e);
        }
    }

    /// <summary>The stored mask (1 = kept) in the order of computation, or null when there is none or the pruning asked for has changed since.</summary>
    /// <exception cref="CheckpointException">The mask has another shape or type.</exception>
    public byte[]? MaskOf(WeightRecipe weight)
    {
        if (!trained.TryGetValue(weight.Key, out var then) || !then.HasMaskOf(weight)) return null;
        if (checkpoint.Find(weight.Key + ".mask") is not { } mask) return null;
        if (mask.Shape == weight.Shape && mask.Element is TensorElement.U8 or TensorElement.BOOL) return weight.Order?.Arrange(mask.Bytes) ?? mask.Bytes;
        throw new CheckpointException(
            CheckpointProblem.Shape, $"Tensor '{mask.Name}' is not a U8 mask of the shape of '{weight.Key}'.", mask.Name);
    }

    /// <summary>The stored scales, or null when there are none or anything about the weight's recipe has changed since.</summary>
    /// <remarks>
    /// They stand for the tensor as the checkpoint holds it. Where a batch norm is still to be folded in, another tensor is deployed, and its
    /// scales are computed from it. Training leaves norms that change nothing any more.
    /// </remarks>
    /// <param name="weight">What is asked.</param>
    /// <param name="channels">Scales of its grid.</param>
    /// <param name="fold">The batch norm that is folded in, or null.</param>
    /// <exception cref="CheckpointException">They are not one positive number per channel.</exception>
    public float[]? ScalesOf(WeightRecipe weight, int channels, BatchNormFold? fold)
    {
        if (!Holds(weight, fold)) return null;
        if (checkpoint.Find(weight.Key + ".scale") is not { } tensor) return null;
        var scales = tensor.ToFloats();
        if (scales.Length != channels)
        {
            throw new CheckpointException(
                CheckpointProblem.Shape, $"Tensor '{tensor.Name}' has {scales.Length} elements, '{weight.Key}' has {channels} channels.", tensor.Name);
        }

        FiniteCheck.Require(tensor);
        var grid = WeightGrid.Of(weight);
        return scales.All(s => s > 0)
            ? [.. scales.Select(grid.Allowed)]
            : throw new CheckpointException(CheckpointProblem.Value, $"Tensor '{tensor.Name}' holds a scale that is not positive.", tensor.Name);
    }

    /// <summary>The stored levels of a codebook, or null when there are none or anything about the weight's recipe has changed since.</summary>
    /// <param name="weight">What is asked.</param>
    /// <param name="fold">The batch norm that is folded in, or null.</param>
    /// <exception cref="CheckpointException">They are not ascending integers of the 8-bit grid with 0 among them, or too many.</exception>
    public sbyte[]? LevelsOf(WeightRecipe weight, BatchNormFold? fold)
    {
        if (!weight.HasCodebook || !Holds(weight, fold)) return null;
        if (checkpoint.Find(weight.Key + ".codebook") is not { } tensor) return null;
        var levels = tensor.ToFloats();
        var isValid = levels.All(l => l == Math.Round(l) && Math.Abs(l) <= sbyte.MaxValue) && levels.Contains(0) && levels.Length <= 1 << weight.Bits
            && levels.Zip(levels.Skip(1), (a, b) => a < b).All(ascends => ascends);
        return isValid
            ? levels.Select(l => (sbyte)l).ToArray()
            : throw new CheckpointException(
                CheckpointProblem.Value,
                $"Tensor '{tensor.Name}' is no codebook: at most {InvariantText.Of(1 << weight.Bits)} different whole numbers from -127 to 127, ascending, one of them 0.",
                tensor.Name);
    }

    private bool Holds(WeightRecipe weight, BatchNormFold? fold) =>
        (fold is null || fold.ChangesNothing) && trained.TryGetValue(weight.Key, out var then) && then == weight;
}
