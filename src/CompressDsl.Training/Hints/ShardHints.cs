namespace CompressDsl.Training;

/// <summary>The hints of a run on one shard: the values of both sides, and where gradients and losses go.</summary>
public sealed class ShardHints
{
    private readonly HintPlace[] places;
    private readonly ProjectionShard?[] projections;
    private readonly double[] losses;
    private Shard? student;
    private float factor;
    private int batchSize;

    internal ShardHints(HintPlace[] places, ProjectionShard?[] projections, TeacherRows? teacher)
    {
        (this.places, this.projections, Teacher, losses) = (places, projections, teacher, new double[places.Length]);
    }

    /// <summary>The teacher's values for the same rows; null without a teacher.</summary>
    internal TeacherRows? Teacher { get; }

    /// <summary>The losses of the last step, by the number of the hint.</summary>
    internal ReadOnlySpan<double> Losses => losses;

    /// <summary>The values of both sides of a hint.</summary>
    /// <param name="hint">Its number.</param>
    public HintBlock Of(int hint)
    {
        var place = places[hint];
        var shard = student!;
        return new HintBlock(shard.FeatureOf(place.Student), shard.FeatureGradientOf(place.Student), place.Shape)
        {
            Teacher = place.Hint.IsOfSelf ? shard.FeatureOf(place.Teacher) : Teacher!.Of(place.Teacher),
            TeacherShape = place.TeacherShape,
            BatchSize = batchSize,
            Weight = place.Hint.Weight * factor,
        };
    }

    /// <summary>The projection of a hint whose sides have different widths.</summary>
    /// <param name="hint">Its number.</param>
    /// <exception cref="InvalidOperationException">The hint has none.</exception>
    public ProjectionShard Projection(int hint) => projections[hint] ?? throw new InvalidOperationException($"'{places[hint].Hint}' has no projection.");

    /// <summary>Takes the loss of a hint.</summary>
    /// <param name="hint">Its number.</param>
    /// <param name="loss">The shard's part of the batch's mean loss.</param>
    public void Note(int hint, double loss) => losses[hint] = loss;

    /// <summary>Begins a step.</summary>
    /// <param name="shard">The network's values.</param>
    /// <param name="rows">Rows of the whole batch.</param>
    /// <param name="weight">Factor on all weights in this step.</param>
    internal void Begin(Shard shard, int rows, float weight)
    {
        (student, batchSize, factor) = (shard, rows, weight);
        Array.Clear(losses);
    }
}
