using System.Diagnostics;

namespace CompressDsl.Training;

/// <summary>Takes the time of single calls of a compiled network.</summary>
public static class InferenceClock
{
    // Many short rounds: another process that gets the core for a while spoils some of them, not the best one.
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(1);

    /// <summary>Microseconds of a call with the first sample on one thread, the best of many rounds of a millisecond.</summary>
    /// <param name="model">The network.</param>
    /// <param name="samples">At least one sample.</param>
    /// <param name="time">How long it is timed; 400 ms by default.</param>
    public static double Microseconds(IModel model, IDataset samples, TimeSpan? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        var batch = new Batch(samples.Shape, 1);
        samples.Append(0, batch);
        var output = new float[model.Signature.OutputLength];
        var (best, rounds) = (double.MaxValue, (time ?? TimeSpan.FromMilliseconds(400)) / Round);
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var calls = 0;
            for (; clock.Elapsed < Round; calls++) model.Infer(batch.InputOf(0), output);
            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / calls);
        }

        return best;
    }
}
