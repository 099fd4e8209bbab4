using CompressDsl;
using CompressDsl.Core;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace Digits.Hinton;

/// <summary>Trains the networks of the tables, or takes those that are kept.</summary>
/// <param name="data">The digits.</param>
/// <param name="folder">Where they are kept.</param>
internal sealed class HintonNetworks(DigitData data, NetworkFolder folder)
{
    private const int TeacherEpochs = 40;
    private const int StudentEpochs = 30;

    // Large shards: weights of these sizes are packed for each of them.
    private static readonly TrainingOptions Options = new() { BatchSize = 128, ShardRows = 64, Optimizer = new Adam() };

    private static readonly DistillationOptions StudentOptions = new()
    {
        BatchSize = Options.BatchSize, ShardRows = Options.ShardRows, Optimizer = Options.Optimizer,
        Epochs = StudentEpochs, Schedule = LearningRateSchedule.Cosine(3e-3, warmUp: 0.02),
    };

    /// <summary>784-1200-1200-10 with dropout, which sees every digit bent and moved by up to two pixels.</summary>
    public string Teacher(int seed) => folder.Take(
        $"teacher-{seed}",
        Options with { Epochs = TeacherEpochs, Schedule = LearningRateSchedule.Cosine(1e-3, warmUp: 0.02), WeightAverage = 0.999f, Seed = (ulong)seed },
        new TrainingNote(typeof(DigitTeacher), Bent),
        (o, progress) => DigitTeacher.Train(Bent, o, progress));

    /// <summary>784-800-800-10 by the labels alone: the digits as they are, nothing against overfitting.</summary>
    public string Alone(int seed) => folder.Take(
        $"alone-{seed}", StudentOptions with { Seed = (ulong)seed }, new TrainingNote(typeof(WideStudent), data.Train),
        (o, progress) => WideStudent.Train(data.Train, o, progress));

    /// <summary>784-800-800-10 by the teacher's answers alone, temperature 20; the digits as they are, or without those of a class.</summary>
    public string Distilled(int seed, int? without = null)
    {
        var set = without is { } digit ? Without(digit) : data.Train;
        var name = without is { } left ? $"without-{left}" : "distilled";
        return folder.Take(
            $"{name}-{seed}", Answered(seed, without), Taught<WideStudent>(set, seed), (o, progress) => WideStudent.Distill(Loaded(seed), set, o, progress));
    }

    /// <summary>The same, and the digits are bent and moved as the teacher saw them: it answers for what the student sees, anew in every epoch.</summary>
    public string DistilledBent(int seed) => folder.Take(
        $"bent-{seed}", Answered(seed, null) with { CacheTeacher = false, TeacherCache = null }, Taught<WideStudent>(Bent, seed),
        (o, progress) =>
        {
            using var teacher = new TrainedNetwork(DigitTeacher.CreateTrainingNetwork(), Checkpoint.Load(Teacher(seed)));
            WideStudent.Distill(teacher, Bent, o, progress);
        });

    /// <summary>784-30-30-10 by the teacher's answers at a temperature, or by the labels alone.</summary>
    public string Narrow(int seed, float? temperature) => folder.Take(
        FormattableString.Invariant($"narrow-{temperature?.ToString() ?? "alone"}-{seed}"),
        Answered(seed, null) with { Temperature = temperature },
        temperature is null ? new TrainingNote(typeof(NarrowStudent), data.Train) : Taught<NarrowStudent>(data.Train, seed),
        (o, progress) =>
        {
            if (temperature is null) NarrowStudent.Train(data.Train, o, progress);
            else NarrowStudent.Distill(Loaded(seed), data.Train, o, progress);
        });

    private DigitTeacher.Session Loaded(int seed) => DigitTeacher.Load(Teacher(seed));

    private TrainingNote Taught<TStudent>(IDataset samples, int seed) => new(typeof(TStudent), samples) { Teachers = [Teacher(seed)] };

    private AugmentedDataset Bent => DigitData.Bent(data.Train);

    // Every student of a teacher takes its answers from one file.
    private DistillationOptions Answered(int seed, int? without) => StudentOptions with
    {
        Seed = (ulong)seed, TeacherCache = folder.File($"teacher-{seed}{(without is null ? "" : $"-without-{without}")}.answers"),
    };

    private Subset Without(int digit)
    {
        var labels = Labels(data.Train);
        return new Subset(data.Train, [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != digit)]);
    }

    /// <summary>The class of every sample.</summary>
    public static int[] Labels(IDataset samples)
    {
        var (batch, labels) = (new Batch(samples.Shape, 1), new int[samples.Count]);
        for (var i = 0; i < labels.Length; i++)
        {
            batch.Clear();
            samples.Append(i, batch);
            labels[i] = batch.Labels[0];
        }

        return labels;
    }
}
