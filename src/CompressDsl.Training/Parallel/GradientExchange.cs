namespace CompressDsl.Training;

/// <summary>
/// Sums gradients up over the ranks while the backward pass still runs: the flat gradient is cut into buckets, and as soon as all shards
/// of this rank are through with a bucket's layers, one thread sends it (Li et al. 2020, "PyTorch Distributed"). Layers come last to
/// first, buckets as well, in the same order on every rank.
/// </summary>
internal sealed class GradientExchange : IDisposable
{
    private const int BucketLength = 256 * 1024;

    private readonly GradientReducer gradients;
    private readonly Communicator ranks;
    private readonly (int Start, int Length)[] buckets;
    private readonly int[] complete;
    private readonly object gate = new();
    private readonly Thread thread;
    private int count;
    private int sent;
    private bool isEnded;
    private Exception? failure;

    /// <summary>Starts the thread that sends.</summary>
    /// <param name="gradients">The gradients of this rank's shards.</param>
    /// <param name="ranks">The ranks.</param>
    /// <param name="shards">Shards of this rank.</param>
    public GradientExchange(GradientReducer gradients, Communicator ranks, int shards)
    {
        (this.gradients, this.ranks, complete) = (gradients, ranks, new int[shards]);
        buckets = [.. gradients.DenseRuns.SelectMany(r => Cut(r.Start, r.Length)).Reverse()];
        sent = buckets.Length;
        thread = new Thread(Serve) { IsBackground = true, Name = "CompressDsl gradients" };
        thread.Start();
    }

    /// <summary>Begins a step: no shard has gradients yet.</summary>
    /// <param name="shards">Shards of this rank in the step; 0 where a short batch leaves it none.</param>
    public void Begin(int shards)
    {
        lock (gate)
        {
            Array.Fill(complete, gradients.Length);
            (count, sent) = (shards, 0);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Notes that the gradients of a shard are complete from a parameter on.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="offset">First float of the parameter.</param>
    public void Note(int shard, int offset)
    {
        lock (gate)
        {
            complete[shard] = offset;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits until all buckets have been summed up.</summary>
    /// <exception cref="InvalidOperationException">The ranks cannot be reached.</exception>
    public void Wait()
    {
        lock (gate)
        {
            while (sent < buckets.Length && failure is null) Monitor.Wait(gate);
        }

        if (failure is not null) throw new InvalidOperationException($"Rank {ranks.Rank} could not exchange gradients: {failure.Message}", failure);
    }

    /// <summary>Ends the thread; one that waits for another rank ends with the process.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnded = true;
            Monitor.PulseAll(gate);
        }
    }

    private static IEnumerable<(int Start, int Length)> Cut(int start, int length)
    {
        for (var from = start; from < start + length; from += BucketLength) yield return (from, Math.Min(BucketLength, start + length - from));
    }

    private void Serve()
    {
        try
        {
            while (WaitForBucket() is { } bucket)
            {
                gradients.Add(bucket.Start, bucket.Length, count);
                ranks.AllReduce(gradients.TotalOf(bucket.Start, bucket.Length), ReduceOperation.Sum);
                lock (gate)
                {
                    sent++;
                    Monitor.PulseAll(gate);
                }
            }
        }
        catch (Exception e)
        {
            lock (gate)
            {
                failure = e;
                Monitor.PulseAll(gate);
            }
        }
    }

    private (int Start, int Length)? WaitForBucket()
    {
        lock (gate)
        {
            while (!isEnded && (sent == buckets.Length || !IsComplete(buckets[sent].Start))) Monitor.Wait(gate);
            return isEnded ? null : buckets[sent];
        }
    }

    private bool IsComplete(int start)
    {
        for (var i = 0; i < count; i++)
        {
            if (complete[i] > start) return false;
        }

        return true;
    }
}
