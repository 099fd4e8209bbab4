using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>A sample that tells classes apart: data, options and measure; its networks are named by the class that inherits.</summary>
/// <param name="train">To learn from; a twentieth of it is kept to choose the best epoch by.</param>
/// <param name="test">To test with.</param>
/// <param name="source">Where the data is from.</param>
internal abstract class ClassifierSample(IDataset train, IDataset test, string source) : ISample
{
    private readonly DatasetSplit split = Split.Shuffled(train, seed: 1, train: 0.95, validation: 0.05);

    /// <inheritdoc/>
    public string Source => source;

    /// <inheritdoc/>
    public virtual string Measure => "test accuracy";

    /// <inheritdoc/>
    public IDataset Test => test;

    /// <summary>What the networks learn from.</summary>
    protected IDataset Learned => split.Train;

    /// <inheritdoc/>
    public virtual double Judge(IModel model) => Evaluator.Accuracy(model, test, threads: 0);

    /// <inheritdoc/>
    public void TrainTeacher(SampleRun run)
    {
        using var progress = new ConsoleProgress("teacher");
        TrainTeacher(TeacherOptions(run), progress);
    }

    /// <inheritdoc/>
    public void Distil(SampleRun run, string teacher)
    {
        using var progress = new ConsoleProgress("student");
        Distil(teacher, Options(run), progress);
    }

    /// <inheritdoc/>
    public void TrainAlone(SampleRun run)
    {
        using var progress = new ConsoleProgress("student alone");
        TrainStudent(Options(run), progress);
    }

    /// <inheritdoc/>
    public abstract ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress);

    /// <inheritdoc/>
    public abstract Candidate LoadTeacher(string path);

    /// <inheritdoc/>
    public abstract (Candidate Float, Candidate Deployed) LoadStudent(string path);

    /// <summary>Calls the teacher's generated loop.</summary>
    protected abstract void TrainTeacher(TrainingOptions options, ConsoleProgress progress);

    /// <summary>Calls the student's generated loop with the teacher at <paramref name="teacher"/>.</summary>
    protected abstract void Distil(string teacher, DistillationOptions options, ConsoleProgress progress);

    /// <summary>Calls the student's generated loop without a teacher.</summary>
    protected abstract void TrainStudent(TrainingOptions options, ConsoleProgress progress);

    /// <summary>How the teacher is trained.</summary>
    protected virtual TrainingOptions TeacherOptions(SampleRun run) => Options(run);

    /// <summary>How the student is trained. Where every epoch shows other samples, the teacher answers every time.</summary>
    protected virtual DistillationOptions Options(SampleRun run) => new()
    {
        Epochs = run.Epochs, BatchSize = 64, Seed = run.Seed, Optimizer = new AdamW(),
        Schedule = LearningRateSchedule.Cosine(3e-3, warmUp: 0.05), QuantizeStart = 0.7, CacheTeacher = false,
        Validation = split.Validation, WorkingCheckpoint = run.WorkingCheckpoint, Output = run.Path, Communicator = run.Ranks,
    };
}
