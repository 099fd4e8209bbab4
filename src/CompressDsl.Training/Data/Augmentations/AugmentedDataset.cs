namespace CompressDsl.Training;

/// <summary>
/// Samples that are changed at random, anew in every epoch. What an epoch shows depends on the seed and the epoch alone, so that a resumed
/// run sees what it would have seen.
/// </summary>
/// <remarks>
/// Read outside of training, by index, samples are as they were. In a distillation the teacher answers what the student sees unless
/// <see cref="DistillationOptions.CacheTeacher"/> keeps its answers to the samples as they were; see <see cref="DistillationOptions.TeacherSamples"/>.
/// </remarks>
/// <example><code>
/// var train = new AugmentedDataset(split.Train, new ImageMoves(Height: 32, Width: 32, Rows: 4, Columns: 4, Mirror: true));
/// Student.Train(train, options);
/// </code></example>
public sealed class AugmentedDataset : IEpochDataset, IDataSource
{
    private const ulong Stream = 0x696D61676573;
    private readonly IDataset samples;
    private readonly Augmentation[] augmentations;

    /// <summary>Wraps samples.</summary>
    /// <param name="samples">Samples with floats.</param>
    /// <param name="augmentations">What is done to each, one after the other.</param>
    /// <exception cref="ArgumentException">The samples have no floats, or an augmentation does not fit them.</exception>
    public AugmentedDataset(IDataset samples, params Augmentation[] augmentations)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(augmentations);
        if (samples.Shape.Features == 0) throw new ArgumentException("The samples have token ids alone; an augmentation changes floats.", nameof(samples));
        foreach (var augmentation in augmentations) augmentation.Check(samples.Shape.Features);
        (this.samples, this.augmentations) = (samples, [.. augmentations]);
    }

    /// <inheritdoc/>
    public SampleShape Shape => samples.Shape;

    /// <inheritdoc/>
    public int Count => samples.Count;

    /// <inheritdoc/>
    public void Append(int index, Batch batch) => samples.Append(index, batch);

    /// <inheritdoc/>
    IBatchCursor IDataSource.Open(ulong seed, int epoch) => new DatasetCursor(new Epoch(this, seed, epoch), Shuffle.Order(Count, seed, epoch));

    /// <inheritdoc/>
    IDataset IEpochDataset.Show(ulong seed, int epoch) => new Epoch(this, seed, epoch);

    /// <summary>The samples as one epoch shows them.</summary>
    private sealed class Epoch(AugmentedDataset owner, ulong seed, int epoch) : IDataset
    {
        private readonly IDataset samples = IEpochDataset.Of(owner.samples, seed, epoch);

        public SampleShape Shape => owner.Shape;

        public int Count => owner.Count;

        public void Append(int index, Batch batch)
        {
            samples.Append(index, batch);
            var random = new CounterRandom(seed ^ Stream, ((ulong)epoch << 32) | (uint)index);
            foreach (var augmentation in owner.augmentations) augmentation.Apply(batch.FeaturesOf(batch.Rows - 1), ref random);
        }
    }
}
