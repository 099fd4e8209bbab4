namespace CompressDsl.Training;

/// <summary>Values of a teacher's layers for the rows of a shard.</summary>
internal abstract class TeacherRows
{
    /// <summary>Takes the rows; <see cref="Of"/> then answers for them.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">First row of the shard.</param>
    /// <param name="count">Rows of the shard.</param>
    public abstract void Take(Batch batch, int first, int count);

    /// <summary>A layer's values, <c>[rows, places, channels]</c>.</summary>
    /// <param name="feature">Its number in the teacher's plan.</param>
    public abstract ReadOnlySpan<float> Of(int feature);
}
