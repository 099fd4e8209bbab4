using System.Diagnostics;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks.Ranks;

/// <summary>What lies between ranks.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Latency">Nanoseconds until a message of no length is there.</param>
/// <param name="Bandwidth">Bytes per nanosecond.</param>
internal sealed record Link(string Name, double Latency, double Bandwidth)
{
    private const int Rounds = 50;
    private const int LargeLength = 4 << 20;

    /// <summary>Ten-gigabit Ethernet with a common latency of its TCP stack: an assumption, not a measurement.</summary>
    public static Link TenGigabit { get; } = new("10 Gbit/s, 25 us (assumed)", 25_000, 1.25);

    /// <summary>
    /// Nanoseconds of a sum over <paramref name="ranks"/> ranks by a ring (Patarasu and Yuan 2009): 2 (R - 1) messages one after the other, in
    /// which every rank sends 2 (R - 1) / R of all bytes.
    /// </summary>
    public double AllReduce(int ranks, double bytes) => (2 * (ranks - 1) * Latency) + (2.0 * (ranks - 1) / ranks * bytes / Bandwidth);

    /// <summary>Solves that formula for the sums of one float and of 16 MB that are measured.</summary>
    public static Link Measure(Communicator ranks)
    {
        var (small, large) = (Time(ranks, 1), Time(ranks, LargeLength));
        var (messages, share) = (2.0 * (ranks.Size - 1), 2.0 * (ranks.Size - 1) / ranks.Size);
        return new Link("measured here", small / messages, share * LargeLength * sizeof(float) / (large - small));
    }

    private static double Time(Communicator ranks, int length)
    {
        var (values, times) = (new float[length], new double[Rounds]);
        for (var i = 0; i < Rounds; i++)
        {
            ranks.Barrier();
            var began = Stopwatch.GetTimestamp();
            ranks.AllReduce(values, ReduceOperation.Sum);
            times[i] = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        }

        return Median.Of(times);
    }
}
