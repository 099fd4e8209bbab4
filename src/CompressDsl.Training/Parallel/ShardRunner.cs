namespace CompressDsl.Training;

/// <summary>
/// Runs numbered pieces of work on threads that stay alive between calls. Which thread takes which piece is left open: work whose result
/// depends on its number alone gives the same result on any number of threads. A call allocates nothing.
/// </summary>
/// <example><code>
/// using var runner = new ShardRunner(threads: 2);
/// Action&lt;int&gt; work = shard => Train(shard);        // made once
/// for (var step = 0; step &lt; steps; step++) runner.Run(4, work);
/// </code></example>
public sealed class ShardRunner : IDisposable
{
    // Calls follow each other closely in training: looking out for some tens of microseconds saves the way through the scheduler.
    private const int Looks = 40;
    private const int PauseBetweenLooks = 30;

    private readonly Lock running = new();
    private readonly object gate = new();
    private readonly Thread[] workers;
    private Action<int> work = static _ => { };
    private Exception? failure;
    private int failedShard;
    private int count;
    private int next;
    private int busy;
    private int generation;
    private bool ended;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads that work at once, the calling one among them; 0 for one per processor.</param>
    public ShardRunner(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        workers = new Thread[Threads - 1];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(Serve) { IsBackground = true, Name = $"CompressDsl worker {i + 1}" };
            workers[i].Start();
        }
    }

    /// <summary>Threads that work at once.</summary>
    public int Threads { get; }

    /// <summary>Calls <paramref name="shardWork"/> with 0 to <paramref name="shards"/> - 1 and waits for all of them.</summary>
    /// <param name="shards">Number of pieces.</param>
    /// <param name="shardWork">The work; must not call this runner.</param>
    /// <exception cref="AggregateException">A piece failed; holds the exception of the lowest-numbered one that did.</exception>
    public void Run(int shards, Action<int> shardWork)
    {
        ArgumentNullException.ThrowIfNull(shardWork);
        lock (running)
        {
            Begin(shards, shardWork);
            Take();
            for (var look = 0; look < Looks && Volatile.Read(ref busy) > 0; look++) Thread.SpinWait(PauseBetweenLooks);
            lock (gate)
            {
                while (busy > 0) Monitor.Wait(gate);
            }

            if (failure is { } first) throw new AggregateException($"Shard {failedShard} failed: {first.Message}", first);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }

        foreach (var worker in workers) worker.Join();
    }

    private void Begin(int shards, Action<int> shardWork)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            (work, count, next, failure, failedShard) = (shardWork, shards, 0, null, int.MaxValue);
            if (shards <= 1 || workers.Length == 0) return;
            busy = workers.Length;
            generation++;
            Monitor.PulseAll(gate);
        }
    }

    private void Serve()
    {
        var seen = 0;
        while (true)
        {
            for (var look = 0; look < Looks && Volatile.Read(ref generation) == seen; look++) Thread.SpinWait(PauseBetweenLooks);
            lock (gate)
            {
                while (generation == seen && !ended) Monitor.Wait(gate);
                if (ended) return;
                seen = generation;
            }

            Take();
            lock (gate)
            {
                if (--busy == 0) Monitor.PulseAll(gate);
            }
        }
    }

    private void Take()
    {
        for (var shard = Interlocked.Increment(ref next) - 1; shard < count; shard = Interlocked.Increment(ref next) - 1)
        {
            try
            {
                work(shard);
            }
            catch (Exception e)
            {
                Note(shard, e);
            }
        }
    }

    private void Note(int shard, Exception e)
    {
        lock (gate)
        {
            if (shard >= failedShard) return;
            (failure, failedShard) = (e, shard);
        }
    }
}
