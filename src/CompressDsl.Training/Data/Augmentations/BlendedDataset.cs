using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// Samples blended in pairs, anew in every epoch (mixup, Zhang, Cisse, Dauphin and Lopez-Paz 2018): <c>s * x + (1 - s) * y</c> of a sample x and
/// one that chance chooses, y, and the same of their answers. What an epoch shows depends on the seed and the epoch alone, so that a resumed
/// run sees what it would have seen.
/// </summary>
/// <remarks>
/// <para>
/// The larger share is the sample's own, so that every sample leads once in an epoch, and the accuracy in training is the share of leading classes
/// that were found. Two classes count in the cross entropy by their shares; target vectors are blended. What is not learned of one of
/// the two is not learned. Read outside of training, by index, samples are as they were.
/// </para>
/// <para>
/// In a distillation the teacher answers the very blend that the student sees, which shows the student the teacher's function between the samples
/// (Beyer, Zhai, Royer, Markeeva, Anil and Kolesnikov 2022, "Knowledge distillation: a good teacher is patient and consistent"); so its
/// answers cannot be kept (<see cref="DistillationOptions.CacheTeacher"/> must be false), except to <see cref="FixedViews"/>.
/// </para>
/// </remarks>
/// <example><code>
/// var moved = new AugmentedDataset(split.Train, new ImageMoves(Height: 32, Width: 32, Rows: 4, Columns: 4, Mirror: true));
/// Student.Distill(teacher, new BlendedDataset(moved), options with { CacheTeacher = false, Alpha = 1 });
/// </code></example>
public sealed class BlendedDataset : IEpochDataset, IDataSource
{
    private const ulong Stream = 0x626C656E646564;
    private const float LeastConcentration = 0.05f;
    private readonly IDataset samples;
    private readonly float concentration;

    /// <summary>Wraps samples.</summary>
    /// <param name="samples">Samples with floats, such as an <see cref="AugmentedDataset"/>: both samples of a blend are then changed.</param>
    /// <param name="concentration">
    /// Of the symmetric beta distribution that shares are drawn from, 0.05 to 1 (alpha of the paper): at 1 all shares are equally likely, and
    /// the smaller it is, the nearer most blends are to one sample.
    /// </param>
    /// <exception cref="ArgumentException">The samples have token ids, or are blended already, or the concentration is out of range.</exception>
    public BlendedDataset(IDataset samples, float concentration = 1)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Shape.Features == 0 || samples.Shape.MaxTokens > 0)
            throw new ArgumentException("The samples have token ids; only floats can be blended.", nameof(samples));
        if (samples.Shape.IsBlended) throw new ArgumentException("The samples are blended already; more than two cannot be.", nameof(samples));
        OptionCheck.That(concentration is >= LeastConcentration and <= 1, "Concentration", concentration, $"in {LeastConcentration} to 1");
        (this.samples, this.concentration) = (samples, concentration);
        Shape = samples.Shape with { IsBlended = true };
    }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public int Count => samples.Count;

    /// <inheritdoc/>
    public void Append(int index, Batch batch) => samples.Append(index, batch);

    /// <inheritdoc/>
    IBatchCursor IDataSource.Open(ulong seed, int epoch) => new DatasetCursor(new Epoch(this, seed, epoch), Shuffle.Order(Count, seed, epoch));

    /// <inheritdoc/>
    IDataset IEpochDataset.Show(ulong seed, int epoch) => new Epoch(this, seed, epoch);

    /// <summary>
    /// A share of at least a half, from the symmetric beta distribution folded over: of two uniform numbers to the power of
    /// 1 / concentration whose sum is at most 1, the part of one in the sum (Jöhnk 1964).
    /// </summary>
    private float Share(ref CounterRandom random)
    {
        while (true)
        {
            double a = Math.Pow(AboveZero(ref random), 1 / concentration), b = Math.Pow(AboveZero(ref random), 1 / concentration);
            if (a + b <= 1) return (float)(Math.Max(a, b) / (a + b));
        }
    }

    private static double AboveZero(ref CounterRandom random) => ((random.NextBits() >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>The samples as one epoch shows them.</summary>
    private sealed class Epoch(BlendedDataset owner, ulong seed, int epoch) : IDataset
    {
        private readonly IDataset samples = IEpochDataset.Of(owner.samples, seed, epoch);
        // Several threads may read, each with its own place for the second sample.
        private readonly ThreadLocal<Batch> partners = new(() => new Batch(owner.samples.Shape, 1));

        public SampleShape Shape => owner.Shape;

        public int Count => owner.Count;

        public void Append(int index, Batch batch)
        {
            samples.Append(index, batch);
            var random = new CounterRandom(seed ^ Stream, ((ulong)epoch << 32) | (uint)index);
            var share = owner.Share(ref random);
            var partner = partners.Value!;
            partner.Clear();
            samples.Append(random.Next(Count), partner);
            var row = batch.Rows - 1;
            Mix(batch.FeaturesOf(row), partner.Features, share);
            for (var i = 0; i < batch.Answers.Count; i++) Mix(batch.Answers[i], partner.Answers[i], row, share);
        }

        private static void Mix(BatchAnswer answer, BatchAnswer other, int row, float share)
        {
            Mix(answer.TargetsOf(row), other.Targets, share);
            var labels = answer.LabelsOf(row);
            for (var place = 0; place < labels.Length; place++)
            {
                var at = (row * labels.Length) + place;
                (answer.Others[at], answer.Shares[at]) = (other.Labels[place], share);
                if (other.Labels[place] == Answer.NotLearned) labels[place] = Answer.NotLearned;
            }
        }

        // NaN, a target that is not learned, stays NaN.
        private static void Mix(Span<float> own, Span<float> other, float share)
        {
            TensorPrimitives.Multiply(other, 1 - share, other);
            TensorPrimitives.MultiplyAdd(own, share, other, own);
        }
    }
}
