using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;
using ImageClassifier.Data;

namespace ImageClassifier;

/// <summary>Teacher and student on pictures.</summary>
internal sealed class ImageSample(ImageData data) : ISample
{
    private const int BatchSize = 64;
    private const int Shift = 3;
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
        ImageTeacher.Train(Augmented(), Options(run), progress);
    }

    /// <inheritdoc/>
    public void Distil(SampleRun run, string teacher)
    {
        using var progress = new ConsoleProgress("student");
        ImageStudent.Distill(ImageTeacher.Load(teacher), Augmented(), Options(run), progress);
    }

    /// <inheritdoc/>
    public void TrainAlone(SampleRun run)
    {
        using var progress = new ConsoleProgress("student alone");
        ImageStudent.Train(Augmented(), Options(run), progress);
    }

    /// <inheritdoc/>
    public Candidate LoadTeacher(string path)
    {
        var teacher = ImageTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public (Candidate Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = ImageStudent.Load(path);
        return (Candidate.Float("student, float", student, student.Report, student.InferFloat), Candidate.Deployed("student, compiled", student, student.Report));
    }

    /// <summary>Pictures moved by some pixels and mirrored: all ten classes stay what they are.</summary>
    private AugmentedImages Augmented() => new(split.Train, height: 32, width: 32, new ImageMoves(Shift, Shift, Mirror: true));

    /// <summary>Every epoch shows other pictures, so the teacher answers every time.</summary>
    private DistillationOptions Options(SampleRun run) => new()
    {
        Epochs = run.Epochs, BatchSize = BatchSize, Seed = run.Seed, Optimizer = new AdamW(),
        Schedule = LearningRateSchedule.Cosine(3e-3, warmUp: 0.05), QuantizeStart = 0.7, CacheTeacher = false,
        Validation = split.Validation, WorkingCheckpoint = run.WorkingCheckpoint, Output = run.Path,
    };
}
