namespace CompressDsl.Training;

/// <summary>The outputs of a teacher, computed for every batch or once for all samples.</summary>
public sealed class TeacherOutputs : IDisposable
{
    private readonly BatchTeacher teacher;
    private readonly int[] widths;
    private readonly int width;
    private readonly IDataset? samples;
    private IDataset? shown;
    private readonly Func<Action<int, int>?, KeptAnswers>? keep;
    private KeptAnswers? kept;
    private readonly float[][] present;
    private float[] answers = [];
    private Batch? seen;

    /// <summary>
    /// Takes a teacher. Where its outputs are kept (<see cref="DistillationOptions.CacheTeacher"/>), it is asked about all samples when it becomes
    /// that of a run (<see cref="TrainingRun.Teacher"/>), or at the first batch; or the file of an earlier run is opened then.
    /// </summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="student">The student's outputs.</param>
    /// <param name="data">The samples; the answers to a stream are never kept.</param>
    /// <param name="options">What is kept, where, and what the teacher sees.</param>
    /// <exception cref="ArgumentException">The teacher's samples are not as many as the student's, or blends are to be answered once.</exception>
    public TeacherOutputs(BatchTeacher teacher, ModelSignature student, IDataSource data, DistillationOptions options)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        this.teacher = teacher;
        (widths, width) = ([.. student.Outputs.Select(o => o.Length)], student.OutputLength);
        present = [.. widths.Select(_ => Array.Empty<float>())];
        (samples, shown) = (options.TeacherSamples, options.TeacherSamples);
        if (data is IEpochDataset { Shape.IsBlended: true } && (options.CacheTeacher || samples is not null))
        {
            throw new ArgumentException(
                "The data is blended anew in every epoch, so a teacher must answer what the student sees: "
                + $"{nameof(DistillationOptions.CacheTeacher)} must be false and "
                + $"{nameof(DistillationOptions.TeacherSamples)} null. Or give {nameof(FixedViews)} of it.");
        }

        if (samples is not null && data.SamplesPerEpoch != samples.Count)
            throw new ArgumentException($"{nameof(DistillationOptions.TeacherSamples)} has {samples.Count} samples; the student's data has {data.SamplesPerEpoch?.ToString() ?? "no fixed number"}.");
        if (!options.CacheTeacher || data is not IDataset dataset)
        {
            if (options.TeacherCache is { } unused) throw new ArgumentException($"The answers to a stream are not kept: {nameof(DistillationOptions.TeacherCache)} is '{unused}'; it must be null.");
            return;
        }

        keep = told =>
        {
            var pass = new TeacherPass(teacher, samples ?? dataset, width) { Told = told };
            return options.TeacherCache is { } path ? TeacherCacheFile.Open(path, pass, KeptContent.OfOutputs(student)) : new AnswersInMemory(pass, options.Communicator);
        };
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
        Prepare();
        if (answers.Length < batch.Capacity * width) Grow(batch.Capacity);
        if (kept is null) teacher(Seen(batch), answers.AsSpan(0, batch.Rows * width));
        for (var row = 0; row < batch.Rows; row++)
        {
            var from = kept is null ? answers.AsSpan(row * width, width) : kept.Of(batch.Indices[row]);
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

    /// <summary>Asks the teacher about all samples where its outputs are kept, unless that is done.</summary>
    /// <param name="told">Receives the number of samples that are answered, and of all that are asked about; null where nobody listens.</param>
    /// <exception cref="InvalidDataException">The file belongs to another teacher or other samples, or is damaged.</exception>
    internal void Prepare(Action<int, int>? told = null) => kept ??= keep?.Invoke(told);

    /// <summary>Shows the teacher samples of its own as the epoch changes them; answers that are kept are those to the samples as they were.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Epoch, from 0.</param>
    internal void BeginEpoch(ulong seed, int epoch)
    {
        if (samples is not null && keep is null) shown = IEpochDataset.Of(samples, seed, epoch);
    }

    /// <inheritdoc/>
    public void Dispose() => kept?.Dispose();

    /// <summary>The rows of a batch as the teacher sees them.</summary>
    private Batch Seen(Batch batch)
    {
        if (shown is null) return batch;
        if (seen is null || seen.Capacity < batch.Capacity) seen = new Batch(shown.Shape, batch.Capacity);
        seen.Clear();
        foreach (var index in batch.Indices) shown.Append(index, seen);
        return seen;
    }

    private void Grow(int rows)
    {
        answers = new float[rows * width];
        for (var o = 0; o < widths.Length; o++) present[o] = new float[rows * widths[o]];
    }
}
