namespace CompressDsl.Training;

/// <summary>
/// What several epochs of changing samples would show, as one data set that stays as it is: a teacher answers every view once, and the
/// student comes back to it as often as it likes (<see cref="DistillationOptions.CacheTeacher"/>, <see cref="DistillationOptions.TeacherCache"/>).
/// </summary>
/// <remarks>
/// An epoch of it is as long as <c>views</c> epochs of the samples. Views are made when they are read and take no memory. Teacher and student see
/// the same view, and no augmentation is lost but that there are no more than these views.
/// </remarks>
/// <example><code>
/// var moved = new AugmentedDataset(split.Train, new ImageMoves(Height: 32, Width: 32, Rows: 4, Columns: 4, Mirror: true));
/// var views = new FixedViews(new BlendedDataset(moved), views: 10);
/// Student.Distill(teacher, views, options with { Epochs = 6, Alpha = 1, TeacherCache = "teacher.answers" });   // 60 times over the samples
/// </code></example>
public sealed class FixedViews : IDataset
{
    private readonly IDataset[] epochs;
    private readonly int samples;

    /// <summary>Makes the views of epochs 0 to <paramref name="views"/> - 1.</summary>
    /// <param name="samples">An <see cref="AugmentedDataset"/> or a <see cref="BlendedDataset"/>, which every epoch shows in another way.</param>
    /// <param name="views">How often each sample is there; at least 1.</param>
    /// <param name="seed">Decides what they show.</param>
    /// <exception cref="ArgumentException">The samples do not change, there are no views, or there are more than 2^31 - 1 in all.</exception>
    public FixedViews(IDataset samples, int views, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(samples);
        OptionCheck.That(views >= 1, "Views", views, "at least 1");
        if (samples is not IEpochDataset changing)
        {
            throw new ArgumentException(
                $"The samples do not change from epoch to epoch; give an {nameof(AugmentedDataset)} or a {nameof(BlendedDataset)}.", nameof(samples));
        }

        OptionCheck.That((long)views * samples.Count <= int.MaxValue, "Views", views, $"such that there are at most {int.MaxValue} in all");
        this.samples = samples.Count;
        Shape = samples.Shape;
        epochs = [.. Enumerable.Range(0, views).Select(epoch => changing.Show(seed, epoch))];
    }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <summary>Views of all samples: of sample i, view v is number <c>v * samples + i</c>.</summary>
    public int Count => epochs.Length * samples;

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        epochs[index / samples].Append(index % samples, batch);
        batch.Indices[^1] = index;
    }
}
