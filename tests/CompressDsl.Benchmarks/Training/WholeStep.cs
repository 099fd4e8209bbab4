using System.Diagnostics;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks;

/// <summary>The generated training step of 784-300-100-10 (batch 64, Adam, one thread), from batch to moved parameters.</summary>
internal static class WholeStep
{
    private const int BatchSize = 64;
    private const int Steps = 30;
    private const int Rounds = 40;

    /// <summary>Prints <c>whole-step-NAME, ns, gflops of its products, share of the FMA peak, bytes allocated</c> for the float and the compressed network.</summary>
    public static void Print(TextWriter writer)
    {
        Print(writer, "float", TrainedLenet300.CreateTrainingNetwork());
        Print(writer, "int8", Lenet300.CreateTrainingNetwork());
    }

    private static void Print(TextWriter writer, string name, TrainingNetwork network)
    {
        // Quantisation from the second step on; the learning rate keeps the numbers ordinary.
        var options = new TrainingOptions
        {
            Epochs = 1000, BatchSize = BatchSize, ShardRows = BatchSize, Threads = 1, QuantizeStart = 0, Schedule = LearningRateSchedule.Constant(1e-4),
        };
        using var run = new TrainingRun(network, Data(), options, null);
        ShardLoss loss = static answers => answers.HardLoss(0);
        var best = double.MaxValue;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            run.BeginEpoch();
            run.NextBatch();
            var before = GC.GetTotalAllocatedBytes(true);
            for (var step = 0; step < Steps; step++)
            {
                var start = Stopwatch.GetTimestamp();
                run.PrepareParameters();
                run.ForEachShard(loss);
                run.ReduceGradients();
                run.Update();
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }

            allocated = GC.GetTotalAllocatedBytes(true) - before;
            run.EndEpoch();
        }

        // All products forward and for the weights; those for the inputs from the second layer on.
        var work = 2.0 * BatchSize * ((2 * 784 * 300) + (3 * 300 * 100) + (3 * 100 * 10));
        var peak = FmaPeak.Measure(50);
        writer.WriteLine(FormattableString.Invariant($"whole-step-{name}\t{best:0}\t{work / best:0.0}\t{work / best / peak:0.00}\t{allocated}"));
    }

    private static InMemoryDataset Data()
    {
        var random = new CounterRandom(1, 9);
        var (features, labels) = (new float[784 * BatchSize], new int[BatchSize]);
        for (var i = 0; i < features.Length; i++) features[i] = random.NextFloat();
        for (var i = 0; i < labels.Length; i++) labels[i] = random.Next(10);
        return InMemoryDataset.FromLabels(features, labels, classes: 10);
    }
}
