using System.Diagnostics;

namespace CompressDsl.FirstCall;

/// <summary>Calls after the first one.</summary>
internal static class RepeatedCalls
{
    private const int Most = 1_000;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    /// <summary>The shortest time of a call, in ticks of <see cref="Stopwatch"/>, and the bytes that all of them allocated.</summary>
    public static (long BestTicks, long Allocated) Measure(Action call)
    {
        var (before, begin, best) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp(), long.MaxValue);
        for (var i = 0; i < Most && Stopwatch.GetElapsedTime(begin) < Enough; i++)
        {
            var start = Stopwatch.GetTimestamp();
            call();
            best = Math.Min(best, Stopwatch.GetTimestamp() - start);
        }

        return (best, GC.GetTotalAllocatedBytes(precise: true) - before);
    }
}
