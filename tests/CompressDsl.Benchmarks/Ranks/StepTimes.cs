using System.Diagnostics;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks.Ranks;

/// <summary>Medians of the parts of a training step, in nanoseconds.</summary>
/// <param name="Samples">What grows with the batch: forward pass, loss and backward pass.</param>
/// <param name="Sums">Adding gradients up, over the ranks too as far as the backward pass has not hidden it.</param>
/// <param name="Parameters">What grows with the parameters alone: masks and grids, and the update. No rank is spared it.</param>
internal sealed record StepTimes(double Samples, double Sums, double Parameters)
{
    private const int Warmups = 20;
    private const int Steps = 200;

    /// <summary>The whole step.</summary>
    public double Total => Samples + Sums + Parameters;

    /// <summary>Measures the steps of a network on one thread per rank.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batchSize">Samples of a step over all ranks, in eight shards.</param>
    /// <param name="ranks">The processes, or null for this one alone.</param>
    public static StepTimes Measure(TrainingNetwork network, int batchSize, Communicator? ranks)
    {
        var options = new TrainingOptions
        {
            Epochs = 1, BatchSize = batchSize, ShardRows = batchSize / 8, Threads = 1, Communicator = ranks, Schedule = LearningRateSchedule.Constant(1e-4),
        };
        using var run = new TrainingRun(network, Noise(network.Plan.Signature.FloatLength, batchSize * (Warmups + Steps)), options, null);
        ShardLoss loss = static answers => answers.HardLoss(0);
        List<double> samples = [], sums = [], parameters = [];
        run.BeginEpoch();
        while (run.NextBatch())
        {
            var began = Stopwatch.GetTimestamp();
            run.PrepareParameters();
            var prepared = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
            run.ForEachShard(loss);
            var passed = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
            run.ReduceGradients();
            var summed = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
            run.Update();
            samples.Add(passed - prepared);
            sums.Add(summed - passed);
            parameters.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds - summed + prepared);
        }

        run.EndEpoch();
        run.Finish();
        return new StepTimes(Median.Of(samples.Skip(Warmups)), Median.Of(sums.Skip(Warmups)), Median.Of(parameters.Skip(Warmups)));
    }

    private static InMemoryDataset Noise(int features, int count)
    {
        var random = new CounterRandom(1, 9);
        var (values, labels) = (new float[features * count], new int[count]);
        for (var i = 0; i < values.Length; i++) values[i] = random.NextFloat();
        for (var i = 0; i < labels.Length; i++) labels[i] = random.Next(10);
        return InMemoryDataset.FromLabels(values, labels, classes: 10);
    }
}
