using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Samples that several threads take in turns. The calling thread takes part and never waits for one that has not begun, so that a busy
/// thread pool makes a batch slower but cannot stop it.
/// </summary>
/// <remarks>A turn is a share of what is left (guided self-scheduling, Polychronopoulos and Kuck 1987): long at first, short at the end.</remarks>
internal sealed class SharedBatch(int first, int samples, int threads, Action<int> body) : IThreadPoolWorkItem
{
    /// <summary>A turn is this part of an equal share of what is left.</summary>
    private const int Turns = 2;

    /// <summary>Microseconds that the calling thread stays awake for the others' last turns: about what waking it would take.</summary>
    private const int Patience = 100;

    private readonly object done = new();
    private int next = first;
    private int working;
    private Exception? failure;

    /// <summary>Runs all samples; returns when the last one is done.</summary>
    public void Run()
    {
        for (var thread = 1; thread < threads; thread++) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        TakeTurns();
        WaitForOthers();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        // Counted before a turn is taken: whoever has taken one is waited for.
        Interlocked.Increment(ref working);
        TakeTurns();
        if (Interlocked.Decrement(ref working) > 0) return;
        lock (done) Monitor.PulseAll(done);
    }

    private void TakeTurns()
    {
        try
        {
            while (Take(out var sample, out var end))
            {
                for (; sample < end && Volatile.Read(ref failure) is null; sample++) body(sample);
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
            Volatile.Write(ref next, samples);
        }
    }

    private bool Take(out int start, out int end)
    {
        do
        {
            start = Volatile.Read(ref next);
            end = start + Math.Max(1, (samples - start) / (Turns * threads));
            if (start >= samples) return false;
        }
        while (Interlocked.CompareExchange(ref next, end, start) != start);

        return true;
    }

    // The others are at their last turn: worth looking for a while before the thread goes to sleep.
    private void WaitForOthers()
    {
        var spin = default(SpinWait);
        for (var start = Stopwatch.GetTimestamp(); Volatile.Read(ref working) > 0; spin.SpinOnce(sleep1Threshold: -1))
        {
            if (Stopwatch.GetElapsedTime(start).TotalMicroseconds < Patience) continue;
            lock (done)
            {
                while (Volatile.Read(ref working) > 0) Monitor.Wait(done);
            }
        }
    }
}
