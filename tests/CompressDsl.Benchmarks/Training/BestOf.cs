using System.Diagnostics;

namespace CompressDsl.Benchmarks;

/// <summary>Times work on a machine that does other things too: the best of many short rounds.</summary>
internal static class BestOf
{
    /// <summary>Nanoseconds per call.</summary>
    public static double Nanoseconds(int rounds, int calls, Action work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < rounds; round++) best = Math.Min(best, Once(calls, work));
        return best;
    }

    /// <summary>Nanoseconds per call of two works that take turns.</summary>
    public static (double First, double Second) Nanoseconds(int rounds, int calls, Action first, Action second)
    {
        double a = double.MaxValue, b = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            a = Math.Min(a, Once(calls, first));
            b = Math.Min(b, Once(calls, second));
        }

        return (a, b);
    }

    private static double Once(int calls, Action work)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++) work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }
}
