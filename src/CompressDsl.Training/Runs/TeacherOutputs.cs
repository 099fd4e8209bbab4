using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>The outputs of a teacher, computed for every batch or once for all samples.</summary>
public sealed class TeacherOutputs
{
    private const int BlockRows = 256;

    private readonly BatchTeacher teacher;
    private readonly int[] widths;
    private readonly int width;
    private readonly float[]? cache;
    private readonly float[][] present;
    private float[] answers = [];

    /// <summary>Prepares a teacher; with <paramref name="cached"/> its outputs for all samples of <paramref name="data"/> are computed now.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="student">The student's outputs.</param>
    /// <param name="data">The samples.</param>
    /// <param name="cached">Whether to keep them; streams are never kept.</param>
    /// <param name="ranks">Processes that share the work on what is kept, or null.</param>
    public TeacherOutputs(BatchTeacher teacher, ModelSignature student, IDataSource data, bool cached, Communicator? ranks = null)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(data);
        this.teacher = teacher;
        (widths, width) = ([.. student.Outputs.Select(o => o.Length)], student.OutputLength);
        present = [.. widths.Select(_ => Array.Empty<float>())];
        if (!cached || data is not IDataset dataset) return;
        cache = new float[checked(dataset.Count * width)];
        Fill(cache, dataset, ranks?.PartOf(dataset.Count) ?? Range.All);
        for (var rank = 0; rank < ranks?.Size; rank++) ranks.Broadcast(MemoryMarshal.AsBytes(RowsOf(cache, ranks.PartOf(dataset.Count, rank))), rank);
    }

    /// <summary>A network as a teacher; its rows are answered on several threads.</summary>
    /// <param name="model">Safe to call from several threads, as generated models are.</param>
    /// <param name="student">The student's outputs; they are found by name, or by order where the teacher's names are others.</param>
    /// <param name="runner">The threads.</param>
    /// <exception cref="ArgumentException">The teacher's outputs do not fit; the text names both.</exception>
    public static BatchTeacher Of(IModel model, ModelSignature student, ShardRunner runner)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(runner);
        var matches = OutputMatch.Of(model.Signature, student);
        var (outputs, width) = (Array.Empty<float>(), model.Signature.OutputLength);
        Batch? rows = null;
        Action<int> answer = row => model.Infer(rows!.InputOf(row), outputs.AsSpan(row * width, width));
        return (batch, result) =>
        {
            if (outputs.Length < batch.Rows * width) outputs = new float[batch.Capacity * width];
            rows = batch;
            runner.Run(batch.Rows, answer);
            for (var row = 0; row < batch.Rows; row++)
            {
                foreach (var (from, to, length) in matches)
                    outputs.AsSpan((row * width) + from, length).CopyTo(result[((row * width) + to)..]);
            }
        };
    }

    /// <summary>Takes the rows of a batch; <see cref="Rows"/> then answers for them.</summary>
    /// <param name="batch">The batch.</param>
    public void SetBatch(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (answers.Length < batch.Capacity * width) Grow(batch.Capacity);
        if (cache is null) teacher(batch, answers.AsSpan(0, batch.Rows * width));
        for (var row = 0; row < batch.Rows; row++)
        {
            var from = cache is null ? answers.AsSpan(row * width, width) : cache.AsSpan(batch.Indices[row] * width, width);
            for (var o = 0; o < widths.Length; o++)
            {
                from[..widths[o]].CopyTo(present[o].AsSpan(row * widths[o]));
                from = from[widths[o]..];
            }
        }
    }

    /// <summary>An output for some rows of the batch.</summary>
    /// <param name="output">Number of the student's output.</param>
    /// <param name="first">First row.</param>
    /// <param name="count">Number of rows.</param>
    public ReadOnlySpan<float> Rows(int output, int first, int count) => present[output].AsSpan(first * widths[output], count * widths[output]);

    private Span<float> RowsOf(float[] all, Range part) => all.AsSpan((part.Start.Value * width)..(part.End.Value * width));

    private void Fill(float[] answers, IDataset samples, Range part)
    {
        var batch = new Batch(samples.Shape, BlockRows);
        var (start, count) = part.GetOffsetAndLength(samples.Count);
        for (var first = start; first < start + count; first += BlockRows)
        {
            batch.Clear();
            for (var i = first; i < start + count && !batch.IsFull; i++) samples.Append(i, batch);
            teacher(batch, answers.AsSpan(first * width, batch.Rows * width));
        }
    }

    private void Grow(int rows)
    {
        answers = new float[rows * width];
        for (var o = 0; o < widths.Length; o++) present[o] = new float[rows * widths[o]];
    }
}
