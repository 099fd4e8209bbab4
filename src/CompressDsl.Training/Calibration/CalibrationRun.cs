using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Reads samples through a network and keeps, of every activation, a histogram and the average of its ranges: nothing grows.</summary>
internal sealed class CalibrationRun : IDisposable
{
    private readonly TrainingNetwork network;
    private readonly NetworkParameters parameters;
    private readonly ShardRunner runner;
    private readonly CalibrationOptions options;
    private readonly PassSettings settings;
    private readonly ValueRange[] averages;
    private readonly PointHistograms[] seen;
    private readonly Action<int> compute;
    private EvaluatedBlock[] blocks = [];
    private IBatchCursor? cursor;
    private long samples;

    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters, refreshed, not on their grids.</param>
    /// <param name="runner">The threads.</param>
    /// <param name="options">How ranges are chosen.</param>
    public CalibrationRun(TrainingNetwork network, NetworkParameters parameters, ShardRunner runner, CalibrationOptions options)
    {
        options.Validate();
        (this.network, this.parameters, this.runner, this.options) = (network, parameters, runner, options);
        settings = NetworkEvaluator.SettingsOf(parameters);
        averages = new ValueRange[parameters.Ranges.Length];
        Array.Fill(averages, ValueRange.Empty);
        seen = [.. Enumerable.Range(0, runner.Threads).Select(_ => new PointHistograms(averages.Length, options.Bins))];
        compute = lane => blocks[lane].Forward(network, parameters, settings, seen[lane], Left(lane));
    }

    /// <summary>Reads samples to their end and chooses the ranges.</summary>
    public CalibrationResult Read(IDataSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Open(data);
        while (ReadBlocks())
        {
        }

        if (samples == 0) throw new ArgumentException($"There are no samples to calibrate {network.Plan.Recipe.Model} with.", nameof(data));
        return Finish();
    }

    /// <summary>Starts a pass over the samples.</summary>
    public void Open(IDataSource data)
    {
        cursor = data is IDataset set ? new DatasetCursor(set, [.. Enumerable.Range(0, set.Count)]) : data.Open(options.Seed, 0);
        blocks = [.. seen.Select(_ => new EvaluatedBlock(network.Plan, data.Shape, CalibrationOptions.BlockRows))];
    }

    /// <summary>Reads a block of samples per thread; false when there are no more.</summary>
    public bool ReadBlocks()
    {
        var count = 0;
        while (count < blocks.Length && Left(count) > 0 && cursor!.MoveNext(blocks[count].Batch)) count++;
        if (count == 0) return false;
        runner.Run(count, compute);
        for (var lane = 0; lane < count; lane++)
        {
            for (var p = 0; p < averages.Length; p++) averages[p] = averages[p].Follow(blocks[lane].Observed[p], options.RangeMemory);
        }

        for (var lane = 0; lane < count; lane++) samples += Math.Min(blocks[lane].Batch.Rows, Left(0));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => cursor?.Dispose();

    /// <summary>Samples that may still be read when the blocks before <paramref name="lane"/> are full.</summary>
    private int Left(int lane) => options.MaxSamples is { } max
        ? (int)Math.Max(0, max - samples - ((long)lane * CalibrationOptions.BlockRows))
        : int.MaxValue;

    private CalibrationResult Finish()
    {
        foreach (var lane in seen.Skip(1)) seen[0].Add(lane);
        var points = Enumerable.Range(0, averages.Length).Where(network.Plan.IsStatic).ToArray();
        var chosen = points.Where(p => seen[0][p].Count > 0 || seen[0][p].HasNonFinite).Select(p => (Point: p, Range: Choose(p))).ToArray();
        Array.Fill(parameters.Ranges, ValueRange.Empty);
        foreach (var (point, range) in chosen) parameters.Ranges[point] = range;
        return Result();
    }

    /// <summary>The ranges as the parameters have them by now.</summary>
    public CalibrationResult Result()
    {
        var ranges = Enumerable.Range(0, averages.Length).Where(p => !parameters.Ranges[p].IsEmpty)
            .Select(p => new CalibratedRange(network.Plan.Points[p], seen[0][p].Range, parameters.Ranges[p], seen[0][p].ShareOutside(parameters.Ranges[p])));
        return new CalibrationResult(samples, new EquatableArray<CalibratedRange>(ranges), parameters.WithRanges());
    }

    private ValueRange Choose(int point)
    {
        var (key, values) = (network.Plan.Points[point], seen[0][point]);
        if (values.HasNonFinite)
        {
            throw new ArgumentException(
                $"Activation '{key}' of {network.Plan.Recipe.Model} has values that are infinite or not a number: "
                + "look for them in the samples and in the checkpoint's weights.");
        }

        return options.Method switch
        {
            CalibrationMethod.MovingAverage => averages[point],
            CalibrationMethod.Percentile => PercentileRange.Of(values, options.Percentile),
            CalibrationMethod.Entropy => RangeSearch.Best(values, new EntropyLoss(), network.Plan.BitsOf(point)),
            CalibrationMethod.Mse => RangeSearch.Best(values, new SquaredErrorLoss(), network.Plan.BitsOf(point)),
            _ => values.Range,
        };
    }
}
