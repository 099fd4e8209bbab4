using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;
using ImageClassifier.Data;

namespace ImageClassifier;

/// <summary>Teacher and student on pictures.</summary>
internal sealed class ImageSample(ImageData data) : ClassifierSample(data.Train, data.Test, data.Source)
{
    private const int Shift = 3;

    /// <inheritdoc/>
    public override bool CanBlend => true;

    /// <inheritdoc/>
    public override ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress) => ImageStudent.Analyze(path, Test, progress: progress);

    /// <inheritdoc/>
    public override Candidate LoadTeacher(string path)
    {
        var teacher = ImageTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public override (Candidate? Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = ImageStudent.Load(path);
        return (null, Candidate.Deployed("student, compiled", student, student.Report));
    }

    /// <inheritdoc/>
    protected override int KeptViews => 10;

    /// <summary>Pictures moved by some pixels and mirrored: all ten classes stay what they are.</summary>
    protected override IDataset Seen => new AugmentedDataset(Learned, new ImageMoves(Height: 32, Width: 32, Shift, Shift, Mirror: true));

    /// <summary>The teacher learns from pictures blended in pairs: it has too few of them to learn each by heart and be sure of it.</summary>
    protected override Lesson<TrainingOptions> TeacherLesson(IDataset data) => Lessons.Of(ImageTeacher.Train, new BlendedDataset(data));

    /// <inheritdoc/>
    protected override Lesson<DistillationOptions> TaughtLesson(IDataset data, Lazy<IModel> teacher) => Lessons.Of(ImageStudent.Distill, teacher, data);

    /// <inheritdoc/>
    protected override Lesson<TrainingOptions> AloneLesson(IDataset data) => Lessons.Of(ImageStudent.Train, data);
}
