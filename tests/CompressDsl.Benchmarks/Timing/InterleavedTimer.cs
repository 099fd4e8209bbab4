using System.Diagnostics;

namespace CompressDsl.Benchmarks.Timing;

/// <summary>Times several actions in turns, so that slow phases of the machine hit all of them.</summary>
internal static class InterleavedTimer
{
    private const int Rounds = 121;
    private const int Tries = 3;

    // Weights of several megabytes leave the caches while the other actions run: what a round pays for that once must not show.
    private const int FewestRepetitions = 16;
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(1);

    /// <summary>Median nanoseconds of one repetition of each action; an action repeats itself as often as it is told.</summary>
    public static double[] Measure(params Action<int>[] actions) => InTurns(actions, [.. actions.Select(Calibrate)]);

    /// <summary>The same of actions that run once before it is the next one's turn, so that each finds its weights where the others left them.</summary>
    public static double[] MeasureOnce(params Action<int>[] actions) => InTurns(actions, [.. actions.Select(_ => 1)]);

    private static double[] InTurns(Action<int>[] actions, int[] repetitions)
    {
        var samples = actions.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                samples[i][round] = Time(actions[i], repetitions[i]);
            }
        }

        return [.. samples.Select(Median.Of)];
    }

    // Grows the batch until it lasts. The first run compiles, and another program may interrupt one: neither makes a batch long.
    private static int Calibrate(Action<int> action)
    {
        action(1);
        var repetitions = 1;
        while (true)
        {
            var elapsed = Enumerable.Range(0, Tries).Min(_ => Time(action, repetitions)) * repetitions;
            if (elapsed >= Batch.TotalNanoseconds)
            {
                return Math.Max(FewestRepetitions, (int)(repetitions * Batch.TotalNanoseconds / elapsed));
            }

            repetitions *= 2;
        }
    }

    private static double Time(Action<int> action, int repetitions)
    {
        var start = Stopwatch.GetTimestamp();
        action(repetitions);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repetitions;
    }
}
