using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;
using KeywordSpotting.Audio;
using KeywordSpotting.Data;

namespace KeywordSpotting;

/// <summary>Teacher and student on sounds.</summary>
internal sealed class KeywordSample(SoundData data) : ISample
{
    private const int BatchSize = 64;
    private const int LatestFrames = 5;
    private readonly DatasetSplit split = Split.Shuffled(data.Train, seed: 1, train: 0.95, validation: 0.05);

    /// <inheritdoc/>
    public string Source => data.Source;

    /// <inheritdoc/>
    public string Measure => "test accuracy";

    /// <inheritdoc/>
    public IDataset Test => data.Test;

    /// <inheritdoc/>
    public double Judge(IModel model) => Evaluator.Accuracy(model, data.Test, threads: 0);

    /// <inheritdoc/>
    public void TrainTeacher(SampleRun run)
    {
        using var progress = new ConsoleProgress("teacher");
        KeywordTeacher.Train(Moved(), Options(run), progress);
    }

    /// <inheritdoc/>
    public void Distil(SampleRun run, string teacher)
    {
        using var progress = new ConsoleProgress("student");
        KeywordStudent.Distill(KeywordTeacher.Load(teacher), Moved(), Options(run), progress);
    }

    /// <inheritdoc/>
    public void TrainAlone(SampleRun run)
    {
        using var progress = new ConsoleProgress("student alone");
        KeywordStudent.Train(Moved(), Options(run), progress);
    }

    /// <inheritdoc/>
    public Candidate LoadTeacher(string path)
    {
        var teacher = KeywordTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public (Candidate Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = KeywordStudent.Load(path);
        return (Candidate.Float("student, float", student, student.Report, student.InferFloat), Candidate.Deployed("student, compiled", student, student.Report));
    }

    /// <summary>Sounds that come some frames earlier or later.</summary>
    private AugmentedImages Moved() => new(split.Train, SoundFeatures.Frames, SoundFeatures.Coefficients, new ImageMoves(Rows: LatestFrames, Columns: 0));

    /// <summary>Every epoch shows other sounds, so the teacher answers every time.</summary>
    private DistillationOptions Options(SampleRun run) => new()
    {
        Epochs = run.Epochs, BatchSize = BatchSize, Seed = run.Seed, Optimizer = new AdamW(),
        Schedule = LearningRateSchedule.Cosine(3e-3, warmUp: 0.05), QuantizeStart = 0.7, CacheTeacher = false,
        Validation = split.Validation, WorkingCheckpoint = run.WorkingCheckpoint, Output = run.Path,
    };
}
