namespace CompressDsl.Training.Tests.Calibration;

/// <summary>Samples of two features without an end, made where they are needed.</summary>
internal sealed class EndlessSource : IDataSource, IBatchCursor
{
    private CounterRandom random = new(1, 0);
    private int sample;

    public SampleShape Shape { get; } = new(Features: 2, Classes: 2);

    public int? SamplesPerEpoch => null;

    public IBatchCursor Open(ulong seed, int epoch) => this;

    public bool MoveNext(Batch batch)
    {
        batch.Clear();
        while (!batch.IsFull)
        {
            var features = batch.FeaturesOf(batch.AddRow(sample++, 0, default));
            // They grow, so that bins are merged along the way.
            (features[0], features[1]) = (random.NextFloat(-1, 1) * MathF.Sqrt(sample), random.NextFloat(-1, 1));
        }

        return true;
    }

    public void Skip(int samples) => sample += samples;

    public void Dispose()
    {
    }
}
