using System.Runtime.ExceptionServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Runs samples on a limited number of threads.</summary>
public static class BatchRunner
{
    /// <summary>Chunks per thread: enough to even out threads of unequal speed.</summary>
    private const int ChunksPerThread = 4;

    /// <summary>Calls <paramref name="body"/> once for every sample; on the calling thread alone if one thread is enough.</summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="maxDegreeOfParallelism">Most threads to use; -1 for one per processor.</param>
    /// <param name="body">Is given the number of the sample; must be safe to call from several threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is 0 or below -1.</exception>
    /// <remarks>What the body throws is thrown here, the first of them if several do.</remarks>
    public static void Run(int samples, int maxDegreeOfParallelism, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfZero(maxDegreeOfParallelism);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, -1);
        var threads = Math.Min(samples, maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism);
        if (threads <= 1)
        {
            RunChunk(0, samples, body);
            return;
        }

        var chunks = Math.Min(samples, threads * ChunksPerThread);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        try
        {
            Parallel.For(0, chunks, options, chunk => RunChunk(Start(chunk), Start(chunk + 1), body));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        int Start(int chunk) => (int)((long)samples * chunk / chunks);
    }

    private static void RunChunk(int start, int end, Action<int> body)
    {
        for (var sample = start; sample < end; sample++)
        {
            body(sample);
        }
    }
}
