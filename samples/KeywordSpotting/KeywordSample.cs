using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;
using KeywordSpotting.Audio;
using KeywordSpotting.Data;

namespace KeywordSpotting;

/// <summary>Teacher and student on sounds.</summary>
internal sealed class KeywordSample(SoundData data) : ClassifierSample(data.Train, data.Test, data.Source)
{
    private const int LatestFrames = 5;

    /// <inheritdoc/>
    public override bool CanBlend => true;

    /// <inheritdoc/>
    public override ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress) => KeywordStudent.Analyze(path, Test, progress: progress);

    /// <inheritdoc/>
    public override Candidate LoadTeacher(string path)
    {
        var teacher = KeywordTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public override (Candidate? Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = KeywordStudent.Load(path);
        return (null, Candidate.Deployed("student, compiled", student, student.Report));
    }

    /// <summary>Sounds that come some frames earlier or later.</summary>
    protected override IDataset Seen =>
        new AugmentedDataset(Learned, new ImageMoves(SoundFeatures.Frames, SoundFeatures.Coefficients, Rows: LatestFrames, Columns: 0));

    /// <inheritdoc/>
    protected override Lesson<TrainingOptions> TeacherLesson(IDataset data) => Lessons.Of(KeywordTeacher.Train, data);

    /// <inheritdoc/>
    protected override Lesson<DistillationOptions> TaughtLesson(IDataset data, Lazy<IModel> teacher) => Lessons.Of(KeywordStudent.Distill, teacher, data);

    /// <inheritdoc/>
    protected override Lesson<TrainingOptions> AloneLesson(IDataset data) => Lessons.Of(KeywordStudent.Train, data);
}
