using System.Diagnostics;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>Takes the time of single calls.</summary>
internal static class InferenceClock
{
    private const int Rounds = 7;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(50);

    /// <summary>Microseconds of a call with the first sample, the best of several rounds.</summary>
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
