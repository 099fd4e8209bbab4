namespace CompressDsl.Training;

/// <summary>The outputs of a teacher, computed for every batch or once for all samples.</summary>
public sealed class TeacherOutputs
{
    private const int BlockRows = 256;

    private readonly BatchTeacher teacher;
    private readonly int width;
    private readonly float[]? cache;
    private float[] present = [];

    /// <summary>Prepares a teacher; with <paramref name="cached"/> its outputs for all samples of <paramref name="data"/> are computed now.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="width">Number of its outputs.</param>
    /// <param name="data">The samples.</param>
    /// <param name="cached">Whether to keep them; streams are never kept.</param>
    public TeacherOutputs(BatchTeacher teacher, int width, IDataSource data, bool cached)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(data);
        (this.teacher, this.width) = (teacher, width);
        if (!cached || data is not IDataset dataset) return;
        cache = new float[checked(dataset.Count * width)];
        var batch = new Batch(dataset.Shape, BlockRows);
        for (var first = 0; first < dataset.Count; first += BlockRows)
        {
            batch.Clear();
            for (var i = first; i < dataset.Count && !batch.IsFull; i++) dataset.Append(i, batch);
            teacher(batch, cache.AsSpan(first * width, batch.Rows * width));
        }
    }

    /// <summary>A network as a teacher; its rows are answered on several threads.</summary>
    /// <param name="model">Safe to call from several threads, as generated models are.</param>
    /// <param name="runner">The threads.</param>
    public static BatchTeacher Of(IModel model, ShardRunner runner)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(runner);
        var outputs = Array.Empty<float>();
        Batch? rows = null;
        var width = model.Signature.OutputLength;
        Action<int> answer = row => model.Infer(rows!.InputOf(row), outputs.AsSpan(row * width, width));
        return (batch, result) =>
        {
            if (outputs.Length < batch.Rows * width) outputs = new float[batch.Capacity * width];
            rows = batch;
            runner.Run(batch.Rows, answer);
            outputs.AsSpan(0, batch.Rows * width).CopyTo(result);
        };
    }

    /// <summary>Takes the rows of a batch; <see cref="Rows"/> then answers for them.</summary>
    /// <param name="batch">The batch.</param>
    public void SetBatch(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (present.Length < batch.Capacity * width) present = new float[batch.Capacity * width];
        if (cache is null)
        {
            teacher(batch, present.AsSpan(0, batch.Rows * width));
            return;
        }

        for (var row = 0; row < batch.Rows; row++)
            cache.AsSpan(batch.Indices[row] * width, width).CopyTo(present.AsSpan(row * width));
    }

    /// <summary>The outputs for some rows of the batch.</summary>
    /// <param name="first">First row.</param>
    /// <param name="count">Number of rows.</param>
    public ReadOnlySpan<float> Rows(int first, int count) => present.AsSpan(first * width, count * width);
}
