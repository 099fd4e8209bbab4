using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace Digits;

/// <summary>Teacher and student on handwritten digits.</summary>
internal sealed class DigitSample(DigitData data) : ClassifierSample(data.Train, data.Test, data.Source)
{
    /// <inheritdoc/>
    public override string Measure => "test error";

    /// <inheritdoc/>
    public override double Judge(IModel model) => 1 - base.Judge(model);

    /// <inheritdoc/>
    public override ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress) => DigitStudent.Analyze(path, Test, progress: progress);

    /// <inheritdoc/>
    public override Candidate LoadTeacher(string path)
    {
        var teacher = DigitTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public override (Candidate? Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = DigitStudent.Load(path);
        return (Candidate.Float("student, pruned, float", student, student.Report, student.InferFloat), Candidate.Deployed("student, compiled", student, student.Report));
    }

    /// <summary>The teacher sees every digit moved: what it learns of that, the student learns from its answers.</summary>
    protected override Lesson<TrainingOptions> TeacherLesson(IDataset data) => Lessons.Of(DigitTeacher.Train, DigitData.Moved(data));

    /// <inheritdoc/>
    protected override Lesson<DistillationOptions> TaughtLesson(IDataset data, Lazy<IModel> teacher) => Lessons.Of(DigitStudent.Distill, teacher, data);

    /// <inheritdoc/>
    protected override Lesson<TrainingOptions> AloneLesson(IDataset data) => Lessons.Of(DigitStudent.Train, data);

    /// <inheritdoc/>
    protected override TrainingOptions TeacherOptions(SampleRun run) => Options(run, rate: 1e-3) with { WeightAverage = 0.999f };

    /// <summary>Every epoch shows the student the same digits, as they are: the teacher's answers are kept.</summary>
    protected override DistillationOptions Options(SampleRun run) => Options(run, rate: 2e-3);

    private DistillationOptions Options(SampleRun run, double rate) => base.Options(run) with
    {
        BatchSize = 128, Optimizer = new Adam(), Schedule = LearningRateSchedule.Cosine(rate, warmUp: 0.05),
        PruneBegin = 0.1, PruneEnd = 0.5, QuantizeStart = 0.6, CacheTeacher = true,
    };
}
