namespace CompressDsl.Training;

/// <summary>How good the network is when one layer alone has fewer bits or more zeros.</summary>
internal static class SensitivityChart
{
    private const int Width = 250;
    private const int Height = 150;

    /// <summary>One curve.</summary>
    /// <param name="about">What is shown.</param>
    /// <param name="points">The points, at least one.</param>
    /// <param name="analysis">Gives the float score, and the range that all these pictures share.</param>
    /// <param name="label">A setting in words.</param>
    public static string Draw(string about, IReadOnlyList<SensitivityPoint> points, ModelAnalysis analysis, Func<double, string> label)
    {
        var chart = new SvgChart(Width, Height);
        var (low, high) = RangeOf(analysis);
        // Settings lie evenly: 2, 3, 4, 6, 8 and 50, 80, 90, 95 are steps.
        var x = new Scale(0, Math.Max(1, points.Count - 1), 46, Width - 16);
        var y = new Scale(low, high, Height - 24, 10);
        chart.YAxis(x, y, 4, v => analysis.Float.HasAccuracy ? Words.Text($"{100 * v:0.#} %") : Words.Text($"{v:G3}"));
        chart.XAxis(x, y, Enumerable.Range(0, points.Count).Select(i => (double)i), i => label(points[(int)i].Setting));
        chart.Line((x.From, y[ValueOf(analysis.Float)]), (x.To, y[ValueOf(analysis.Float)]), "reference");
        (double X, double Y) At(int i) => (x[i], y[ValueOf(points[i].Score)]);
        chart.Curve(Enumerable.Range(0, points.Count).Select(At), "curve");
        for (var i = 0; i < points.Count; i++) chart.Dot(At(i), 3.5, "dot", $"{label(points[i].Setting)}: {Words.Score(points[i].Score)}");
        return chart.Print(about);
    }

    /// <summary>All scores of all layers, so that the pictures can be compared.</summary>
    private static (double Low, double High) RangeOf(ModelAnalysis analysis)
    {
        var all = analysis.Layers.SelectMany(l => l.ByBits.Concat(l.BySparsity)).Select(p => ValueOf(p.Score)).Append(ValueOf(analysis.Float)).Where(double.IsFinite).ToArray();
        var (low, high) = (all.Min(), all.Max());
        var margin = Math.Max((high - low) * 0.06, 1e-3);
        return (low - margin, high + margin);
    }

    private static double ValueOf(AnalysisScore score) => score.HasAccuracy ? score.Accuracy : score.Loss;
}
