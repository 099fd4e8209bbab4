using System.Runtime.InteropServices;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>
/// Several processes: every rank computes its shards of every batch; sums make all of them the same, so that each rank moves its own copy
/// of the parameters alike. Rank 0 reads and writes files.
/// </content>
public sealed unsafe partial class TrainingRun
{
    private GradientExchange? exchange;
    private TableExchange? tables;
    private bool isFinished;

    /// <summary>The other processes; null for none.</summary>
    private Communicator? Ranks => options.Communicator is { Size: > 1 } ranks ? ranks : null;

    /// <summary>Whether files are written here.</summary>
    private bool Writes => Ranks is null or { IsFirst: true };

    private void JoinRanks()
    {
        if (Ranks is not { } ranks) return;
        (exchange, tables) = (new GradientExchange(gradients, ranks, shards.Length), new TableExchange(gradients, ranks));
    }

    private void LeaveRanks()
    {
        exchange?.Dispose();
        if (!isFinished) Ranks?.Leave();
    }

    private void ReadBatch(IBatchCursor cursor)
    {
        share.Read(cursor, batch);
        if (Ranks is not { } ranks) stepRows = batch.Rows;
        else if (data is IDataset dataset) stepRows = Math.Min(options.BatchSize, dataset.Count - samplesInEpoch);
        else stepRows = (int)ranks.Sum(batch.Rows);
    }

    private void BeginExchange()
    {
        if (exchange is null) return;
        if (shardCount == 0) gradients.ClearAll(0);
        exchange.Begin(shardCount);
    }

    private void EndExchange(GradientExchange begun)
    {
        gradients.ReduceTables(Runner, shardCount);
        begun.Wait();
        tables!.Run();
    }

    private TrainingState? LoadState(string path)
    {
        if (Ranks is not { } ranks) return File.Exists(path) ? TrainingState.Load(path) : null;
        return ranks.BroadcastFile(path) is { } bytes ? TrainingStateFormat.Read(bytes, path) : null;
    }

    /// <summary>All ranks must hold the same parameters, bit for bit: they were moved by the same sums.</summary>
    private void CheckAgreement()
    {
        if (Ranks is not { } ranks) return;
        var hash = StableHash.Of(MemoryMarshal.AsBytes(Parameters.Dense.Span).ToArray());
        var (low, high) = ((uint)hash, (uint)(hash >> 32));
        Span<double> largest = [low, high, -(double)low, -(double)high];
        ranks.AllReduce(largest, ReduceOperation.Max);
        if (largest[0] == -largest[2] && largest[1] == -largest[3]) return;
        throw new InvalidOperationException(
            $"After epoch {Epoch} the ranks have different parameters. They must run the same program with the same options on the same data.");
    }
}
