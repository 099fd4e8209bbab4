using System.Diagnostics;

namespace CompressDsl.Training;

/// <summary>Takes the time of every kernel of a compiled network.</summary>
internal static class StepClock
{
    // As long as a round of InferenceClock.
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Microseconds of every kernel within calls with the first sample on one thread: means over rounds of a millisecond, the best round of
    /// each kernel, less what taking the time takes.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="samples">At least one sample.</param>
    /// <param name="time">How long it is timed.</param>
    public static double[] Microseconds(ITimedModel model, IDataset samples, TimeSpan time)
    {
        var batch = new Batch(samples.Shape, 1);
        samples.Append(0, batch);
        var output = new float[model.Signature.OutputLength];
        var steps = model.Steps.Count;
        var clock = new double[] { double.MaxValue };
        var best = Enumerable.Repeat(double.MaxValue, steps).ToArray();
        for (var rounds = time / Round; rounds > 0; rounds--)
        {
            Measure(best, ticks => model.Infer(batch.InputOf(0), output, ticks));
            Measure(clock, Twice);
        }

        return [.. best.Select(b => Math.Max(0, b - clock[0]))];
    }

    private static void Twice(Span<long> ticks)
    {
        ticks[0] = Stopwatch.GetTimestamp();
        ticks[1] = Stopwatch.GetTimestamp();
    }

    /// <summary>One round of calls; <paramref name="best"/> takes what is less.</summary>
    private static void Measure(double[] best, Action<Span<long>> call)
    {
        var ticks = new long[best.Length + 1];
        var sums = new long[best.Length];
        var clock = Stopwatch.StartNew();
        var calls = 0;
        for (; clock.Elapsed < Round; calls++)
        {
            call(ticks);
            for (var i = 0; i < sums.Length; i++) sums[i] += ticks[i + 1] - ticks[i];
        }

        for (var i = 0; i < sums.Length; i++) best[i] = Math.Min(best[i], 1e6 * sums[i] / Stopwatch.Frequency / calls);
    }
}
