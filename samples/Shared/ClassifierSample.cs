using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>A sample that tells classes apart: data, options and measure; its networks are named by the class that inherits.</summary>
/// <param name="train">To learn from; a twentieth of it is kept to choose the best epoch by.</param>
/// <param name="test">To test with.</param>
/// <param name="source">Where the data is from.</param>
internal abstract class ClassifierSample(IDataset train, IDataset test, string source) : ISample
{
    private const float BlendTemperature = 2;
    private readonly DatasetSplit split = Split.Shuffled(train, seed: 1, train: 0.95, validation: 0.05);

    /// <inheritdoc/>
    public string Source => source;

    /// <inheritdoc/>
    public virtual string Measure => "test accuracy";

    /// <inheritdoc/>
    public IDataset Test => test;

    /// <inheritdoc/>
    public virtual bool CanBlend => false;

    /// <summary>
    /// Epochs whose blends are kept, so that the teacher answers each once; 0 where it answers in every step. As many steps are done either way.
    /// </summary>
    protected virtual int KeptViews => 0;

    /// <summary>What the networks learn from.</summary>
    protected IDataset Learned => split.Train;

    /// <summary>The same as networks see it, changed at random where the sample does that.</summary>
    protected virtual IDataset Seen => Learned;

    /// <inheritdoc/>
    public virtual double Judge(IModel model) => Evaluator.Accuracy(model, test, threads: 0);

    /// <inheritdoc/>
    public void TrainTeacher(SampleRun run) => run.Train("teacher", TeacherOptions(run), TeacherLesson(Seen));

    /// <inheritdoc/>
    public void Distil(SampleRun run, Lazy<IModel> teacher)
    {
        if (run.IsBlended) DistilBlended(run, teacher);
        else run.Train("student", Options(run), TaughtLesson(Seen, teacher));
    }

    /// <inheritdoc/>
    public void TrainAlone(SampleRun run) => run.Train("student alone", Options(run), AloneLesson(run.IsBlended ? new BlendedDataset(Seen) : Seen));

    /// <inheritdoc/>
    public abstract ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress);

    /// <inheritdoc/>
    public abstract Candidate LoadTeacher(string path);

    /// <inheritdoc/>
    public abstract (Candidate? Float, Candidate Deployed) LoadStudent(string path);

    /// <summary>The teacher's generated loop.</summary>
    protected abstract Lesson<TrainingOptions> TeacherLesson(IDataset data);

    /// <summary>The student's generated loop with a teacher.</summary>
    protected abstract Lesson<DistillationOptions> TaughtLesson(IDataset data, Lazy<IModel> teacher);

    /// <summary>The student's generated loop without a teacher.</summary>
    protected abstract Lesson<TrainingOptions> AloneLesson(IDataset data);

    private void DistilBlended(SampleRun run, Lazy<IModel> teacher)
    {
        var (blended, options) = (new BlendedDataset(Seen), Options(run) with { Alpha = 1, Temperature = BlendTemperature });
        if (KeptViews > 0 && run.Epochs % KeptViews == 0)
            run.Train("student", options with { Epochs = run.Epochs / KeptViews, CacheTeacher = true }, TaughtLesson(new FixedViews(blended, KeptViews), teacher));
        else
            run.Train("student", options with { CacheTeacher = false }, TaughtLesson(blended, teacher));
    }

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
