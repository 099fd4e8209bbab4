namespace CompressDsl.Training;

/// <summary>Asks a teacher for its outputs for the samples of a data set, block by block.</summary>
/// <param name="Teacher">The teacher.</param>
/// <param name="Samples">As the teacher sees them.</param>
/// <param name="Width">Floats of a sample's outputs.</param>
internal sealed record TeacherPass(BatchTeacher Teacher, IDataset Samples, int Width)
{
    private const int BlockRows = 256;

    /// <summary>Told after every block how many samples are answered, and of how many; null where nobody listens.</summary>
    public Action<int, int>? Told { get; init; }

    /// <summary>Number of samples.</summary>
    public int Count => Samples.Count;

    /// <summary>Answers some samples, in their order.</summary>
    /// <param name="part">Which.</param>
    /// <param name="take">Receives <c>[rows, Width]</c> of each block; valid during the call.</param>
    public void Run(Range part, Block take)
    {
        var (start, count) = part.GetOffsetAndLength(Count);
        var answered = 0;
        Run(Enumerable.Range(start, count), outputs =>
        {
            take(outputs);
            answered += outputs.Length / Width;
            Told?.Invoke(answered, count);
        });
    }

    /// <summary>Answers some samples, in the order given.</summary>
    /// <param name="indices">Which.</param>
    /// <param name="take">Receives <c>[rows, Width]</c> of each block; valid during the call.</param>
    public void Run(IEnumerable<int> indices, Block take)
    {
        var batch = new Batch(Samples.Shape, BlockRows);
        var answers = new float[BlockRows * Width];
        foreach (var block in indices.Chunk(BlockRows))
        {
            batch.Clear();
            foreach (var index in block) Samples.Append(index, batch);
            var outputs = answers.AsSpan(0, batch.Rows * Width);
            Teacher(batch, outputs);
            take(outputs);
        }
    }

    /// <summary>Takes the outputs of some rows.</summary>
    /// <param name="outputs"><c>[rows, Width]</c>.</param>
    public delegate void Block(ReadOnlySpan<float> outputs);
}
