using System.Runtime.CompilerServices;
using CompressDsl.Training.Tests.Hints;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>The memory in which a network runs.</summary>
public sealed class ShardTests
{
    [Fact]
    public void A_shard_keeps_the_batch_whose_rows_it_points_to()
    {
        var (shard, batch) = ShardOfRows();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.True(batch.IsAlive);
        GC.KeepAlive(shard);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Shard Shard, WeakReference Batch) ShardOfRows()
    {
        var data = Problems.Spirals(4, 1);
        var batch = new Batch(data.Shape, 4);
        for (var i = 0; i < data.Count; i++) data.Append(i, batch);
        var shard = new Shard(HintModels.Spirals.Network("Student").Plan, 4);
        shard.SetRows(batch, 0, 4);
        return (shard, new WeakReference(batch));
    }
}
