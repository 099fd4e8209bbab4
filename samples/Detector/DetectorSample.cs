using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;
using Detector.Data;

namespace Detector;

/// <summary>Teacher and student on scenes.</summary>
internal sealed class DetectorSample : ISample
{
    /// <summary>The scenes that are tested with.</summary>
    public const int TestSeed = 2;

    private const int BatchSize = 32;
    private const int Unlabelled = 4;
    private readonly SceneData test = SceneData.Draw(TestSeed, count: 500);
    private readonly Lazy<SceneData> train = new(() => SceneData.Draw(seed: 1, count: 4_000));
    private readonly Lazy<SceneData> unlabelled = new(() => SceneData.Draw(seed: 4, Unlabelled * 4_000));
    private (IModel Teacher, JoinedDataset Data)? answered;
    private readonly Lazy<SceneData> validation = new(() => SceneData.Draw(seed: 3, count: 200));

    /// <inheritdoc/>
    public string Source => "Scenes drawn by the sample";

    /// <inheritdoc/>
    public string Measure => "mAP at IoU 0.5";

    /// <inheritdoc/>
    public IDataset Test => test.Dataset;

    /// <inheritdoc/>
    public double Judge(IModel model) => test.MeanAveragePrecision(model);

    /// <inheritdoc/>
    public void TrainTeacher(SampleRun run) => run.Train("teacher", Options(run), Lessons.Of(DetectorTeacher.Train, train.Value.Dataset));

    /// <inheritdoc/>
    public void Distil(SampleRun run, Lazy<IModel> teacher)
    {
        if (answered?.Teacher != teacher.Value)
            answered = (teacher.Value, new JoinedDataset(train.Value.Dataset, unlabelled.Value.AnsweredBy(teacher.Value).Dataset));
        run.Train("student", Options(run) with { Epochs = Math.Max(1, run.Epochs / (1 + Unlabelled)) }, Lessons.Of(DetectorStudent.Distill, teacher, answered.Value.Data));
    }

    /// <inheritdoc/>
    public void TrainAlone(SampleRun run) => run.Train("student alone", Options(run), Lessons.Of(DetectorStudent.Train, train.Value.Dataset));

    /// <inheritdoc/>
    public ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress) => DetectorStudent.Analyze(path, Test, progress: progress);

    /// <inheritdoc/>
    public Candidate LoadTeacher(string path)
    {
        var teacher = DetectorTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public (Candidate? Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = DetectorStudent.Load(path);
        return (Candidate.Float("student, pruned, float", student, student.Report, (pixels, outputs) => InferFloat(student, pixels, outputs)),
            Candidate.Deployed("student, compiled", student, student.Report));
    }

    private static void InferFloat(DetectorStudent.Session student, ReadOnlySpan<float> pixels, Span<float> outputs)
    {
        var lengths = student.Signature.Outputs.Select(o => o.Length).ToArray();
        Span<float> kinds = outputs[..(lengths[0] + lengths[1])], rest = outputs[kinds.Length..];
        student.InferFloat(pixels, kinds[..lengths[0]], kinds[lengths[0]..], rest[..lengths[2]], rest[lengths[2]..]);
    }

    /// <summary>A loss is a mean over its output: with these weights a cell counts the same in both maps, and a box about as much as a kind.</summary>
    private DistillationOptions Options(SampleRun run) => new()
    {
        Epochs = run.Epochs, BatchSize = BatchSize, Seed = run.Seed, Optimizer = new AdamW(),
        Schedule = LearningRateSchedule.Cosine(3e-3, warmUp: 0.05), PruneBegin = 0.1, PruneEnd = 0.5, QuantizeStart = 0.7,
        Outputs = new(new OutputOptions("SmallKinds", 4), new OutputOptions("SmallBoxes", 32), new OutputOptions("LargeKinds", 1), new OutputOptions("LargeBoxes", 8)),
        Validation = validation.Value.Dataset, WorkingCheckpoint = run.WorkingCheckpoint, Communicator = run.Ranks, Output = run.Path,
    };
}
