namespace CompressDsl.Training;

/// <summary>
/// Chooses the ranges of activations of few bits by what they do to the network's outputs, one range after the other: with few levels the range of
/// the smallest error of its own values is seldom the one that the layers behind it lose least by (Nahshan et al. 2021, "Loss Aware Post-training Quantization").
/// Weights are in float meanwhile.
/// </summary>
internal sealed class OutputRangeSearch
{
    /// <summary>Most bits of an activation whose range is searched.</summary>
    public const int MostBits = 4;

    // What is not on its grid yet has so many: next to no error.
    private const int OpenBits = 16;
    private const int MaxRounds = 3;

    // Both ends at once, from one and a half times the values down to a sixteenth of them. Then each end alone.
    private static readonly double[] Together = [.. Enumerable.Range(-2, 19).Select(k => Math.Pow(2, -k / 4.0))];
    private static readonly double[] Alone = [0.5, 0.7, 0.84, 0.92, 1.09, 1.19, 1.41, 2];

    private readonly ObservedPass pass;
    private readonly EvaluatedBlock[] blocks;
    private readonly List<float[][]> expected = [];
    private readonly double[] power;

    /// <param name="pass">The network in float.</param>
    public OutputRangeSearch(ObservedPass pass)
    {
        this.pass = pass;
        blocks = pass.PerThread(() => new EvaluatedBlock(pass.Network.Plan, pass.Samples.Shape, NetworkEvaluator.BlockRows));
        power = new double[pass.Network.Plan.Outputs.Count];
        Run(isQuantizing: false, (_, block) =>
        {
            expected.Add([.. block.Outputs]);
            for (var o = 0; o < power.Length; o++) power[o] += block.Outputs[o].Sum(v => (double)v * v);
        });
    }

    private NetworkParameters Parameters => pass.Parameters;

    /// <summary>The static points of so few bits.</summary>
    public static int[] PointsOf(NetworkPlan plan) => [.. Enumerable.Range(0, plan.Points.Count).Where(p => plan.IsStatic(p) && plan.BitsOf(p) <= MostBits)];

    /// <summary>Moves the ranges of the parameters, where that brings the outputs nearer to those in float.</summary>
    /// <param name="seen">Smallest and largest values, by the key of the point.</param>
    public void Run(IReadOnlyDictionary<string, ValueRange> seen)
    {
        var points = PointsOf(pass.Network.Plan).Where(p => !Parameters.Ranges[p].IsEmpty).ToArray();
        var calibrated = points.Select(p => Parameters.Ranges[p]).ToArray();
        var known = Error();
        var widest = points.ToDictionary(p => p, p => seen[pass.Network.Plan.Points[p]]);
        // In the order of the network, what comes later still in float: else a deep network says nothing about its first ranges.
        foreach (var point in points) Parameters.Grids[point] = widest[point].ToGrid(OpenBits);
        var least = 0.0;
        foreach (var point in points) least = Improve(point, widest[point], Together, double.PositiveInfinity);
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = least;
            foreach (var point in points) least = Improve(point, Parameters.Ranges[point], [], least);
            if (least > before * 0.99) break;
        }

        if (known > least) return;
        for (var i = 0; i < points.Length; i++) Set(points[i], calibrated[i]);
    }

    /// <summary>Gives a point the best of some ranges around a first one.</summary>
    private double Improve(int point, ValueRange first, double[] together, double least)
    {
        var (start, best) = (first, first);
        foreach (var factor in together) Try(factor, factor);
        start = best;
        foreach (var factor in Alone) Try(1, factor);
        start = best;
        foreach (var factor in start.Min < 0 ? Alone : []) Try(factor, 1);
        Set(point, best);
        return least;

        void Try(double low, double high)
        {
            var range = new ValueRange((float)(start.Min * low), (float)(start.Max * high));
            Set(point, range);
            if (Error() is var error && error < least) (best, least) = (range, error);
        }
    }

    private void Set(int point, ValueRange range)
    {
        Parameters.Ranges[point] = range;
        Parameters.Grids[point] = Parameters.GridOfPoint(point);
    }

    /// <summary>Squared error of the outputs as a share of their squares, each output by itself.</summary>
    private double Error()
    {
        var sums = new double[power.Length];
        Run(isQuantizing: true, (number, block) =>
        {
            for (var o = 0; o < sums.Length; o++) sums[o] += Squares(expected[number][o], block.Outputs[o]);
        });
        return sums.Zip(power, (s, p) => p == 0 ? s : s / p).Sum();
    }

    private static double Squares(float[] expected, float[] actual)
    {
        var sum = 0.0;
        for (var i = 0; i < expected.Length; i++) sum += ((double)expected[i] - actual[i]) * ((double)expected[i] - actual[i]);
        return sum;
    }

    /// <summary>Runs the samples; calls <paramref name="visit"/> with the number of a block and its outputs, in order.</summary>
    private void Run(bool isQuantizing, Action<int, EvaluatedBlock> visit)
    {
        var settings = NetworkEvaluator.SettingsOf(Parameters) with { IsQuantizing = isQuantizing, IsObserving = false };
        var count = (pass.Samples.Count + NetworkEvaluator.BlockRows - 1) / NetworkEvaluator.BlockRows;
        for (var first = 0; first < count; first += blocks.Length)
        {
            var (start, lanes) = (first, Math.Min(blocks.Length, count - first));
            pass.Runner.Run(lanes, lane => blocks[lane].Run(pass.Network, Parameters, pass.Samples, (start + lane) * NetworkEvaluator.BlockRows, settings));
            for (var lane = 0; lane < lanes; lane++) visit(start + lane, blocks[lane]);
        }
    }
}
