using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace Digits;

/// <summary>Teacher and student on handwritten digits.</summary>
internal sealed class DigitSample(DigitData data) : ISample
{
    private const int BatchSize = 128;

    // The teacher is large and learns fast.
    private const int TeacherShare = 3;
    private readonly DatasetSplit split = Split.Shuffled(data.Train, seed: 1, train: 0.95, validation: 0.05);

    /// <inheritdoc/>
    public string Source => data.Source;

    /// <inheritdoc/>
    public string Measure => "test error";

    /// <inheritdoc/>
    public IDataset Test => data.Test;

    /// <inheritdoc/>
    public double Judge(IModel model) => 1 - Evaluator.Accuracy(model, data.Test, threads: 0);

    /// <inheritdoc/>
    public void TrainTeacher(SampleRun run)
    {
        using var progress = new ConsoleProgress("teacher");
        DigitTeacher.Train(split.Train, Options(run with { Epochs = Math.Max(1, run.Epochs / TeacherShare) }, rate: 1e-3), progress);
    }

    /// <inheritdoc/>
    public void Distil(SampleRun run, string teacher)
    {
        using var progress = new ConsoleProgress("student");
        DigitStudent.Distill(DigitTeacher.Load(teacher), split.Train, Options(run, rate: 2e-3), progress);
    }

    /// <inheritdoc/>
    public void TrainAlone(SampleRun run)
    {
        using var progress = new ConsoleProgress("student alone");
        DigitStudent.Train(split.Train, Options(run, rate: 2e-3), progress);
    }

    /// <inheritdoc/>
    public Candidate LoadTeacher(string path)
    {
        var teacher = DigitTeacher.Load(path);
        return Candidate.Deployed("teacher, float", teacher, teacher.Report);
    }

    /// <inheritdoc/>
    public (Candidate Float, Candidate Deployed) LoadStudent(string path)
    {
        var student = DigitStudent.Load(path);
        return (Candidate.Float("student, float, not pruned", student, student.Report, student.InferFloat), Candidate.Deployed("student, compiled", student, student.Report));
    }

    private DistillationOptions Options(SampleRun run, double rate) => new()
    {
        Epochs = run.Epochs, BatchSize = BatchSize, Seed = run.Seed, Optimizer = new Adam(), Schedule = LearningRateSchedule.Cosine(rate, warmUp: 0.05),
        PruneBegin = 0.1, PruneEnd = 0.5, QuantizeStart = 0.6,
        Validation = split.Validation, WorkingCheckpoint = run.WorkingCheckpoint, Output = run.Path,
    };
}
