namespace CompressDsl.Training;

/// <summary>
/// Assigns bits and zeros to layers, greedily: each step takes the change that, by the layers' sensitivity, adds least loss for the bytes it
/// saves; then the whole network is measured.
/// </summary>
internal sealed class FrontSearch
{
    // What is worse than this is of no use to anybody.
    private const double MostAccuracyLost = 0.2;
    private const double MostTimesTheLoss = 4;

    private readonly TriedNetwork tried;
    private readonly FrontLayer[] layers;
    private readonly int maxSteps;
    private readonly long otherBytes;

    public FrontSearch(TriedNetwork tried, IReadOnlyList<LayerAnalysis> analyses, int maxSteps)
    {
        (this.tried, this.maxSteps) = (tried, maxSteps);
        layers = [.. tried.Plan.Layers().Zip(analyses, (l, a) => new FrontLayer(l.Index, l.Weight, a, tried))];
        otherBytes = tried.Plan.Recipe.Weights.Where(w => w.Kind == Core.WeightKind.Vector).Sum(w => 4L * w.Count);
    }

    private long Bytes => otherBytes + layers.Sum(l => l.Bytes);

    /// <summary>The points in the order in which they were found, the float network first.</summary>
    public IEnumerable<FrontPoint> Run()
    {
        if (maxSteps == 0) return [];
        var points = new List<FrontPoint> { Point(tried.Baseline, "float") };
        while (points.Count <= maxSteps && Cheapest() is { } change)
        {
            var words = change.Layer.Take(change.Bits);
            var score = tried.Score(words);
            points.Add(Point(score, words));
            if (IsUseless(score)) break;
        }

        foreach (var layer in layers) tried.Restore(layer.Index);
        return points.Select(p => p with { IsOnFront = !points.Any(o => Beats(o, p)) });
    }

    private (FrontLayer Layer, bool Bits)? Cheapest()
    {
        (FrontLayer, bool)? best = null;
        var lowest = double.PositiveInfinity;
        foreach (var layer in layers)
        {
            foreach (var bits in (ReadOnlySpan<bool>)[true, false])
            {
                if (layer.Price(bits) is not { } price || price >= lowest) continue;
                (best, lowest) = ((layer, bits), price);
            }
        }

        return best;
    }

    private FrontPoint Point(AnalysisScore score, string change) => new(Bytes, score, change, new(layers.Select(l => l.Setting)));

    private bool IsUseless(AnalysisScore score) => score.HasAccuracy
        ? score.WorseThan(tried.Baseline) > MostAccuracyLost
        : !(score.Loss <= MostTimesTheLoss * tried.Baseline.Loss);

    private static bool Beats(FrontPoint other, FrontPoint point)
    {
        var worse = point.Score.WorseThan(other.Score);
        return other.Bytes <= point.Bytes && worse >= 0 && (other.Bytes < point.Bytes || worse > 0);
    }
}
