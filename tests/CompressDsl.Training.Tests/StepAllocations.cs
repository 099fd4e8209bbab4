namespace CompressDsl.Training.Tests;

/// <summary>What the steps of an epoch allocate.</summary>
internal static class StepAllocations
{
    /// <summary>Epochs that a run needs.</summary>
    public const int Epochs = Compiling + 3;

    // They compile, make masks and begin to quantise.
    private const int Compiling = 3;

    // The first steps of an epoch begin its reports.
    private const int FirstStep = 3;

    /// <summary>Bytes that the calling thread allocates from the third step of an epoch to its last, in the epoch with the fewest.</summary>
    /// <remarks>
    /// A step that allocates does so in every epoch. The runtime's own tables (of casts, of virtual calls) grow now and then, on whichever
    /// thread is at hand, while other tests load types.
    /// </remarks>
    public static long Least(TrainingRun run, ShardLoss loss)
    {
        var least = long.MaxValue;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            Assert.True(run.BeginEpoch());
            long before = 0;
            for (var step = 1; run.NextBatch(); step++)
            {
                if (step == FirstStep) before = GC.GetAllocatedBytesForCurrentThread();
                run.PrepareParameters();
                run.ForEachShard(loss);
                run.ReduceGradients();
                run.Update();
            }

            if (epoch >= Compiling) least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            run.EndEpoch();
        }

        return least;
    }
}
