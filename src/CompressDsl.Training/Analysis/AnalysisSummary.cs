using System.Globalization;

namespace CompressDsl.Training;

/// <summary>The findings of an analysis in plain words.</summary>
internal static class AnalysisSummary
{
    // Less than this nobody notices.
    private const double SmallLoss = 0.005;
    private const double LowSqnr = 20;

    /// <summary>One finding a line, the most important first.</summary>
    public static string[] Of(ModelAnalysis analysis) => [.. Lines(analysis).OfType<string>()];

    private static IEnumerable<string?> Lines(ModelAnalysis a)
    {
        yield return Whole(a);
        yield return MostSensitive(a);
        yield return Largest(a);
        yield return Slowest(a);
        yield return WorstActivation(a);
        yield return WhatWouldPay(a);
    }

    private static string Whole(ModelAnalysis a) =>
        Text($"As deployed the network has {Words.Score(a.Deployed)}; in float, behind the same masks, {Words.Score(a.Float)} (on {Words.Samples(a.Samples)}). ")
        + Text($"Its weights take {Words.Bytes(a.BytesAfter)} instead of {Words.Bytes(a.BytesBefore)}: {a.BytesBefore / (double)a.BytesAfter:0.0} times less.");

    private static string? MostSensitive(ModelAnalysis a)
    {
        var all = a.Layers.SelectMany(l => l.ByBits.Select(p => (Layer: l, Point: p)));
        var lowest = all.Select(t => t.Point.Setting).DefaultIfEmpty().Min();
        var worst = all.Where(t => t.Point.Setting == lowest).OrderByDescending(t => t.Point.Score.WorseThan(a.Float)).FirstOrDefault();
        if (worst.Layer is null) return null;
        if (!(worst.Point.Score.WorseThan(a.Float) > Threshold(a))) return Text($"No layer minds {lowest:0} bits when it is the only one that has so few.");
        return Text($"The layer that costs most accuracy is {worst.Layer.Name}: alone at {lowest:0} bits it leaves {Words.Score(worst.Point.Score)}.");
    }

    private static string? Largest(ModelAnalysis a)
    {
        var largest = a.Layers.OrderByDescending(l => l.Facts.BytesAfter).FirstOrDefault();
        if (largest is null || a.BytesAfter == 0) return null;
        return Text($"Most bytes are in {largest.Name}: {Words.Bytes(largest.Facts.BytesAfter)}, {100.0 * largest.Facts.BytesAfter / a.BytesAfter:0} % of the packed model.");
    }

    private static string? Slowest(ModelAnalysis a)
    {
        var slowest = a.Layers.Where(l => l.Microseconds > 0).OrderByDescending(l => l.Microseconds).FirstOrDefault();
        if (slowest is null) return null;
        var how = slowest.IsTimeMeasured ? "" : " (an estimate by its multiply-adds)";
        return Text($"Most time goes into {slowest.Name}: {slowest.Microseconds:0.##} microseconds{how}; the whole network takes {a.Microseconds:0.##}.");
    }

    private static string? WorstActivation(ModelAnalysis a)
    {
        var worst = a.Activations.Where(p => double.IsFinite(p.Sqnr)).OrderBy(p => p.Sqnr).FirstOrDefault();
        if (worst is null) return null;
        var advice = worst.Sqnr < LowSqnr ? ": try another method of calibration (docs/calibration.md)" : "";
        return Text($"The activation that loses most on its own grid is {worst.Key}: {worst.Sqnr:0.0} dB, {100 * worst.Clipped:0.##} % of its values clipped{advice}.");
    }

    private static string? WhatWouldPay(ModelAnalysis a)
    {
        if (a.Front.Count < 2) return null;
        var good = a.Front.Where(p => !(p.Score.WorseThan(a.Float) > Threshold(a))).OrderBy(p => p.Bytes).First();
        var words = string.Join(", ", good.Settings.Select(Words.Setting));
        return Text($"What would pay: {words}. That is {Words.Bytes(good.Bytes)} by an ideal code and keeps {Words.Score(good.Score)} with float activations and without training again: a start for training with these settings.");
    }

    private static double Threshold(ModelAnalysis a) => a.Float.HasAccuracy ? SmallLoss : 0.05 * a.Float.Loss;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
