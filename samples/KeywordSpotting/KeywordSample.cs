using CompressDsl.Samples;
using CompressDsl.Training;
using KeywordSpotting.Audio;
using KeywordSpotting.Data;

namespace KeywordSpotting;

/// <summary>Teacher and student on sounds.</summary>
internal sealed class KeywordSample(SoundData data) : ClassifierSample(data.Train, data.Test, data.Source)
{
    private const int LatestFrames = 5;

    /// <summary>Sounds that come some frames earlier or later.</summary>
    private AugmentedDataset Moved => new(Learned, new ImageMoves(SoundFeatures.Frames, SoundFeatures.Coefficients, Rows: LatestFrames, Columns: 0));

    /// <inheritdoc/>
    public override ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress) => KeywordStudent.Analyze(path, Test, progress: progress);

    /// <inheritdoc/>
    public override Candidate LoadTeacher(string path)
    {
        var teacher = KeywordTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public override (Candidate Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = KeywordStudent.Load(path);
        return (Candidate.Float("student, float", student, student.Report, student.InferFloat), Candidate.Deployed("student, compiled", student, student.Report));
    }

    /// <inheritdoc/>
    protected override void TrainTeacher(TrainingOptions options, ConsoleProgress progress) => KeywordTeacher.Train(Moved, options, progress);

    /// <inheritdoc/>
    protected override void Distil(string teacher, DistillationOptions options, ConsoleProgress progress) =>
        KeywordStudent.Distill(KeywordTeacher.Load(teacher), Moved, options, progress);

    /// <inheritdoc/>
    protected override void TrainStudent(TrainingOptions options, ConsoleProgress progress) => KeywordStudent.Train(Moved, options, progress);
}
