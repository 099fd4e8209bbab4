using System.Diagnostics;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>Takes the time of single calls.</summary>
internal static class InferenceClock
{
    // Many short rounds: another process that gets the core for a while spoils some of them, not the best one.
    private const int Rounds = 400;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(1);

    /// <summary>Microseconds of a call with the first sample, the best of many rounds.</summary>
    public static double Microseconds(IModel model, IDataset samples)
    {
        var batch = new Batch(samples.Shape, 1);
        samples.Append(0, batch);
        var output = new float[model.Signature.OutputLength];
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var calls = 0;
            for (; clock.Elapsed < Round; calls++) model.Infer(batch.InputOf(0), output);
            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / calls);
        }

        return best;
    }
}
