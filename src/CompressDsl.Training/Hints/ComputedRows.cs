namespace CompressDsl.Training;

/// <summary>A teacher that runs on the rows of a shard.</summary>
/// <param name="teacher">The teacher.</param>
/// <param name="capacity">Rows of a full shard.</param>
internal sealed class ComputedRows(TrainedNetwork teacher, int capacity) : TeacherRows
{
    private readonly Shard shard = new(teacher.Network.Plan, capacity);

    /// <inheritdoc/>
    public override void Take(Batch batch, int first, int count)
    {
        shard.SetRows(batch, first, count);
        teacher.Forward(shard);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Of(int feature) => shard.FeatureOf(feature);
}
