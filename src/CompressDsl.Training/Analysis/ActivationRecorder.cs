using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Compares the activations of a float and a quantised network, block by block; only one block is kept.</summary>
/// <param name="grids">The grids, by point.</param>
internal sealed unsafe class ActivationRecorder(ActivationGrid[] grids) : IPassObserver
{
    private const int Bins = 4096;

    private readonly float[][] truth = [.. grids.Select(_ => Array.Empty<float>())];
    private readonly int[] written = new int[grids.Length];
    private readonly int[] read = new int[grids.Length];
    private readonly Sums[] sums = new Sums[grids.Length];
    private float[] onGrid = [];
    private bool isTruth;

    /// <summary>The float values.</summary>
    public PointHistograms Histograms { get; } = new(grids.Length, Bins);

    /// <summary>What came of a point.</summary>
    public (double Sqnr, double NetworkSqnr, double Clipped) this[int point] => (
        Decibels.Of(sums[point].Signal, sums[point].Noise),
        Decibels.Of(sums[point].Signal, sums[point].NetworkNoise),
        sums[point].Clipped / (double)Math.Max(1, Histograms[point].Count));

    /// <summary>The float network runs next, on a new block.</summary>
    public void BeginFloat()
    {
        isTruth = true;
        Array.Clear(written);
    }

    /// <summary>The quantised network runs next, on the same block.</summary>
    public void BeginQuantized()
    {
        isTruth = false;
        Array.Clear(read);
    }

    /// <inheritdoc/>
    public void Point(int point, float* x, int count)
    {
        if (onGrid.Length < count) onGrid = new float[count];
        fixed (float* y = onGrid) FakeQuantization.Forward(x, y, count, grids[point]);
        if (isTruth) Keep(point, x, count);
        var from = isTruth ? written[point] - count : read[point];
        var now = truth[point].AsSpan(from, count);
        var noise = 0.0;
        for (var i = 0; i < count; i++)
        {
            double difference = now[i] - onGrid[i];
            noise += difference * difference;
        }

        if (isTruth) sums[point].Noise += noise;
        else (sums[point].NetworkNoise, read[point]) = (sums[point].NetworkNoise + noise, from + count);
    }

    private void Keep(int point, float* x, int count)
    {
        if (truth[point].Length < written[point] + count) Array.Resize(ref truth[point], Math.Max(2 * truth[point].Length, written[point] + count));
        new ReadOnlySpan<float>(x, count).CopyTo(truth[point].AsSpan(written[point]));
        written[point] += count;
        Histograms.Point(point, x, count);
        var grid = grids[point];
        var (low, high) = (grid.Dequantize(0) - (grid.Scale / 2), grid.Dequantize(grid.Highest) + (grid.Scale / 2));
        for (var i = 0; i < count; i++)
        {
            sums[point].Signal += (double)x[i] * x[i];
            if (x[i] < low || x[i] > high) sums[point].Clipped++;
        }
    }

    private struct Sums
    {
        public double Signal;
        public double Noise;
        public double NetworkNoise;
        public long Clipped;
    }
}
