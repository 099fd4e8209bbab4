using System.Diagnostics;

namespace CompressDsl.Runtime.V1;

/// <summary>Runs samples on a limited number of threads.</summary>
public static class BatchRunner
{
    /// <summary>So many samples are worth a look at the clock: the first one is done before others are called to help.</summary>
    private const int ManySamples = 32;

    /// <summary>Less work than this is done before another thread has woken up.</summary>
    private const double LeastMicroseconds = 15;

    /// <summary>Calls <paramref name="body"/> once for every sample; on the calling thread alone if that is enough, or is done sooner.</summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="maxDegreeOfParallelism">Most threads to use; -1 for one per processor.</param>
    /// <param name="body">Is given the number of the sample; must be safe to call from several threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is 0 or below -1.</exception>
    /// <remarks>What the body throws is thrown here, the first of them if several do; samples that have not begun are then left.</remarks>
    public static void Run(int samples, int maxDegreeOfParallelism, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfZero(maxDegreeOfParallelism);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, -1);
        var threads = Math.Min(samples, maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism);
        var first = 0;
        if (threads > 1 && samples >= ManySamples)
        {
            var start = Stopwatch.GetTimestamp();
            body(first++);
            if (Stopwatch.GetElapsedTime(start).TotalMicroseconds * (samples - first) < LeastMicroseconds) threads = 1;
        }

        if (threads > 1)
        {
            new SharedBatch(first, samples, threads, body).Run();
            return;
        }

        for (var sample = first; sample < samples; sample++) body(sample);
    }
}
