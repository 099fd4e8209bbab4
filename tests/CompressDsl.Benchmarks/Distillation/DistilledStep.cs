using System.Diagnostics;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks.Distillation;

/// <summary>The generated distillation step of 784-800-800-10: soft targets at T = 20, Adam, the teacher's answers kept, one thread.</summary>
internal sealed class DistilledStep : IDisposable
{
    /// <summary>Samples of a step.</summary>
    public const int BatchSize = DistillData.BatchSize;

    private const int Classes = DistillData.Classes;

    // All products forward and for the weights; those for the inputs from the second layer on.
    private const double FlopsPerSample = 2.0 * ((2 * 784 * 800) + (3 * 800 * 800) + (3 * 800 * Classes));

    private readonly TrainingRun run;
    private readonly ShardLoss loss;

    public DistilledStep(IDataset data)
    {
        var options = new DistillationOptions
        {
            Epochs = 1_000_000, BatchSize = BatchSize, ShardRows = BatchSize, Threads = 1, Schedule = LearningRateSchedule.Constant(1e-4), Temperature = 20, Alpha = 1,
        };
        run = new TrainingRun(WideStudent.CreateTrainingNetwork(), data, options, null);
        run.Teacher = new TeacherOutputs(Answer, run.Signature, data, options);
        var soft = new DistillationSchedule(options, temperature: 20, alpha: 1);
        loss = answers => answers.TeacherLoss(soft.At(run.Done));
    }

    /// <summary>Work of a step.</summary>
    public static double Flops => FlopsPerSample * BatchSize;

    /// <summary>Seconds of the fastest of some steps, from a batch that has been read, as PyTorch's is, to moved weights.</summary>
    public double Best(int steps)
    {
        var best = double.MaxValue;
        for (var step = 0; step < steps; step++)
        {
            run.BeginEpoch();
            run.NextBatch();
            var start = Stopwatch.GetTimestamp();
            run.PrepareParameters();
            run.ForEachShard(loss);
            run.ReduceGradients();
            run.Update();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            run.EndEpoch();
        }

        return best;
    }

    /// <inheritdoc/>
    public void Dispose() => run.Dispose();

    // A teacher that is sure of the label.
    private static void Answer(Batch batch, Span<float> outputs)
    {
        outputs.Clear();
        for (var row = 0; row < batch.Rows; row++) outputs[(row * Classes) + batch.Labels[row]] = 10;
    }
}
