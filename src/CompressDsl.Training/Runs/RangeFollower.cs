namespace CompressDsl.Training;

/// <summary>
/// Follows the ranges of static activations through a run, as <see cref="RangeTracking"/> says. Sums are of integers and shards are taken in order:
/// neither threads nor ranks change the result. A step allocates nothing but in the first one that looks at values.
/// </summary>
internal sealed class RangeFollower
{
    /// <summary>Bits up to which ranges are those of least squares, unless the options say otherwise.</summary>
    private const int FewBits = 4;

    /// <summary>The smallest bin is a thousandth of the range, the finest grid of few bits a fifteenth.</summary>
    private const int Bins = 1024;

    private readonly TrainingOptions options;
    private readonly Shard[] shards;
    private readonly Communicator? ranks;
    private readonly Rule[] rules;
    private readonly SquaredErrorLoss loss = new();
    private PointHistograms[] seen = [];
    private BinnedValues? values;
    private double[] scratch = [];
    private long steps;

    /// <param name="plan">The network.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="shards">The shards of a step.</param>
    /// <param name="ranks">The other processes, or null.</param>
    /// <param name="seesValues">False where an external engine tells extremes alone: ranges are averages of them, and stay after as many steps.</param>
    public RangeFollower(NetworkPlan plan, TrainingOptions options, Shard[] shards, Communicator? ranks, bool seesValues)
    {
        (this.options, this.shards, this.ranks) = (options, shards, ranks);
        rules = [.. Enumerable.Range(0, plan.Points.Count).Select(p => RuleOf(plan, p, seesValues))];
    }

    private bool IsWatching => seen.Length > 0;

    /// <summary>Looks at the values of the next pass where a range needs them.</summary>
    /// <param name="isQuantizing">Whether the pass is on grids.</param>
    public void Watch(bool isQuantizing)
    {
        var isDue = false;
        foreach (var rule in rules) isDue |= isQuantizing && rule.IsLeastSquares && steps < rule.End;
        if (isDue == IsWatching) return;
        seen = isDue ? [.. shards.Select(_ => new PointHistograms([.. rules.Select(r => r.IsLeastSquares ? new StreamingHistogram(Bins) : null)]))] : [];
        for (var s = 0; s < shards.Length; s++) shards[s].Observer = isDue ? seen[s] : null;
        (values, scratch) = isDue ? (new BinnedValues(Bins), new double[ranks is null ? 0 : Bins]) : (null, []);
    }

    /// <summary>Moves the ranges of a step.</summary>
    /// <param name="ranges">By number of the point.</param>
    /// <param name="sums">What the step measured.</param>
    /// <param name="shardCount">Shards of the step.</param>
    /// <param name="isQuantizing">Whether the step was on grids.</param>
    public void Follow(ValueRange[] ranges, StepSums sums, int shardCount, bool isQuantizing)
    {
        for (var s = 1; s < shardCount && IsWatching; s++) seen[0].Add(seen[s]);
        for (var p = 0; p < ranges.Length; p++)
        {
            if (steps >= rules[p].End) continue;
            var extremes = sums.RangeOf(p);
            // Extremes that are not finite are refused where the next grid is made of them.
            var isLeastSquares = IsWatching && rules[p].IsLeastSquares && float.IsFinite(extremes.Min) && float.IsFinite(extremes.Max);
            ranges[p] = isLeastSquares
                ? ranges[p].Follow(LeastSquares(p, extremes), Math.Min(options.RangeMemory, steps / (steps + 1f)))
                : ranges[p].Follow(extremes, options.RangeMemory);
        }

        foreach (var part in seen) part.Clear();
        if (isQuantizing) steps++;
    }

    /// <summary>Writes what a resumed run needs beside the ranges.</summary>
    public void Save(TrainingState state)
    {
        if (rules.Any(r => r.End < long.MaxValue)) state.Numbers["rangeSteps"] = steps;
    }

    /// <summary>Reads what <see cref="Save"/> wrote; an earlier version wrote nothing.</summary>
    public void Restore(TrainingState state) => steps = (long)state.Numbers.GetValueOrDefault("rangeSteps");

    private ValueRange LeastSquares(int point, ValueRange extremes)
    {
        var histogram = seen[0][point];
        if (ranks is not null) histogram.AddBins(ranks, extremes, scratch);
        values!.Take(histogram);
        return RangeSearch.BestOfOneFactor(values, extremes, loss, rules[point].Bits);
    }

    private Rule RuleOf(NetworkPlan plan, int point, bool seesValues)
    {
        var bits = plan.BitsOf(point);
        if (!plan.IsStatic(point)) return new Rule(bits, false, long.MaxValue);
        var isLeastSquares = options.RangeTracking == RangeTracking.LeastSquares || (options.RangeTracking == RangeTracking.ByBits && bits <= FewBits);
        var end = options.RangeSteps ?? (isLeastSquares ? TrainingOptions.LeastSquaresSteps : long.MaxValue);
        return new Rule(bits, isLeastSquares && seesValues, end);
    }

    /// <summary>How a point's range is found.</summary>
    /// <param name="Bits">Of its grid.</param>
    /// <param name="IsLeastSquares">From the values themselves, once there are grids; else from extremes.</param>
    /// <param name="End">Steps on the grids after which the range stays.</param>
    private readonly record struct Rule(int Bits, bool IsLeastSquares, long End);
}
