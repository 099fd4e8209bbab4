namespace CompressDsl.Training;

/// <summary>
/// What a step measures beside its gradients, summed up over shards and then over ranks: ranges of activations and gradients of their
/// steps, statistics of batch norms, squares of inputs, losses, right answers and rows. All of it goes to the other ranks in two messages.
/// </summary>
/// <param name="plan">The network.</param>
/// <param name="tallies">The outputs that learn.</param>
/// <param name="ranks">The other processes, or null.</param>
internal sealed class StepSums(NetworkPlan plan, OutputTally[] tallies, Communicator? ranks)
{
    private const int PerTally = 3;
    private const int PerPoint = 2;

    private readonly float[] extremes = new float[2 * plan.Points.Count];
    private readonly double[] sums = new double[
        plan.Norms.Sum(n => LengthOf(n)) + plan.Measured.Sum(m => LengthOf(m)) + (PerPoint * plan.Points.Count) + (PerTally * tallies.Length)];

    /// <summary>Measures the shards of a step.</summary>
    /// <param name="shards">The shards, those of the step first.</param>
    /// <param name="withNorms">Whether batch norms measure at present.</param>
    public void Measure(ReadOnlySpan<Shard> shards, bool withNorms)
    {
        Array.Clear(sums);
        Array.Fill(extremes, float.NegativeInfinity);
        foreach (var shard in shards) WidenRanges(shard);
        var at = 0;
        for (var norm = 0; norm < plan.Norms.Count; at += LengthOf(plan.Norms[norm++]))
        {
            if (!withNorms) continue;
            foreach (var shard in shards) AddStatistics(shard, norm, sums.AsSpan(at, LengthOf(plan.Norms[norm])));
        }

        for (var input = 0; input < plan.Measured.Count; at += LengthOf(plan.Measured[input++]))
        {
            foreach (var shard in shards) AddInputs(shard.InputsOf(input), sums.AsSpan(at, LengthOf(plan.Measured[input])));
        }

        for (var point = 0; point < plan.Points.Count; point++, at += PerPoint)
        {
            foreach (var shard in shards)
            {
                var (gradient, count) = shard.StepGradientOf(point);
                (sums[at], sums[at + 1]) = (sums[at] + gradient, sums[at + 1] + count);
            }
        }

        foreach (var tally in tallies)
        {
            (sums[at], sums[at + 1], sums[at + 2]) = tally.Sum(shards.Length);
            at += PerTally;
        }

        if (ranks is null) return;
        if (extremes.Length > 0) ranks.AllReduce(extremes, ReduceOperation.Max);
        ranks.AllReduce(sums, ReduceOperation.Sum);
    }

    /// <summary>Smallest and largest value at a quantisation point.</summary>
    public ValueRange RangeOf(int point) => new(-extremes[2 * point], extremes[(2 * point) + 1]);

    /// <summary>Gradient of the step of a point's grid, and over how many values.</summary>
    public (double Sum, double Count) StepGradientOf(int point)
    {
        var at = sums.Length - (PerTally * tallies.Length) - (PerPoint * (plan.Points.Count - point));
        return (sums[at], sums[at + 1]);
    }

    /// <summary>Sums of a batch norm: means and unbiased variances of its channels, weighted by rows, and the rows.</summary>
    public (ReadOnlyMemory<double> Means, ReadOnlyMemory<double> Variances, double Rows) StatisticsOf(int norm)
    {
        var at = 0;
        for (var i = 0; i < norm; i++) at += LengthOf(plan.Norms[i]);
        var channels = plan.Norms[norm].Channels;
        return (sums.AsMemory(at, channels), sums.AsMemory(at + channels, channels), sums[at + (2 * channels)]);
    }

    /// <summary>Sums of the squares of a layer's inputs, channel by channel, and the rows that they are of.</summary>
    public (ReadOnlyMemory<double> Squares, double Rows) InputsOf(int input)
    {
        var at = 0;
        for (var i = 0; i < plan.Norms.Count; i++) at += LengthOf(plan.Norms[i]);
        for (var i = 0; i < input; i++) at += LengthOf(plan.Measured[i]);
        var channels = plan.Measured[input].Channels;
        return (sums.AsMemory(at, channels), sums[at + channels]);
    }

    /// <summary>Adds the step to the outputs' tallies.</summary>
    /// <param name="rows">Rows of the step over all ranks.</param>
    public void AddTo(int rows)
    {
        var at = sums.Length - (PerTally * tallies.Length);
        foreach (var tally in tallies)
        {
            tally.Add((sums[at], sums[at + 1], sums[at + 2]), rows);
            at += PerTally;
        }
    }

    private static int LengthOf(NormPlace norm) => (2 * norm.Channels) + 1;

    private static int LengthOf(MeasuredInput input) => input.Channels + 1;

    private static void AddInputs(InputSums inputs, Span<double> into)
    {
        for (var c = 0; c < inputs.Squares.Length; c++) into[c] += inputs.Squares[c];
        into[^1] += inputs.Rows;
    }

    private void WidenRanges(Shard shard)
    {
        for (var p = 0; p < plan.Points.Count; p++)
        {
            extremes[2 * p] = Math.Max(extremes[2 * p], -shard.Observed[p].Min);
            extremes[(2 * p) + 1] = Math.Max(extremes[(2 * p) + 1], shard.Observed[p].Max);
        }
    }

    private void AddStatistics(Shard shard, int norm, Span<double> into)
    {
        var rows = shard.PlacesOf(norm);
        if (rows < 2) return;
        var measured = shard.MeasuredBy(norm);
        var channels = plan.Norms[norm].Channels;
        for (var c = 0; c < channels; c++)
        {
            into[c] += (double)rows * measured[c];
            into[channels + c] += (double)rows * measured[channels + c] * rows / (rows - 1);
        }

        into[2 * channels] += rows;
    }
}
