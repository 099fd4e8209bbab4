namespace CompressDsl.Training;

/// <summary>
/// Samples that come one after the other, too many for memory. They pass through a shuffle buffer: each sample drawn leaves its place
/// to the next one of the stream.
/// </summary>
/// <example><code>
/// var stream = new StreamingDataset(shape, () => File.ReadLines(path).Select(Parse), shuffleBuffer: 10_000);
/// </code></example>
public sealed class StreamingDataset : IDataSource
{
    private readonly Func<IEnumerable<Sample>> open;
    private readonly int shuffleBuffer;

    /// <summary>Wraps a stream.</summary>
    /// <param name="shape">What a sample holds.</param>
    /// <param name="open">Opens the stream anew for every epoch; the same samples in the same order, so that a run can be resumed.</param>
    /// <param name="shuffleBuffer">Samples that wait in memory to be drawn; 1 keeps the stream's order.</param>
    /// <param name="samplesPerEpoch">Samples of an epoch, if known: for the time left and for schedules.</param>
    public StreamingDataset(SampleShape shape, Func<IEnumerable<Sample>> open, int shuffleBuffer = 4096, int? samplesPerEpoch = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfLessThan(shuffleBuffer, 1);
        (Shape, this.open, this.shuffleBuffer, SamplesPerEpoch) = (shape, open, shuffleBuffer, samplesPerEpoch);
    }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public int? SamplesPerEpoch { get; }

    /// <inheritdoc/>
    public IBatchCursor Open(ulong seed, int epoch) => new StreamingCursor(open(), shuffleBuffer, new CounterRandom(seed, (ulong)epoch));
}
