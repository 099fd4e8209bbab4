namespace CompressDsl.Training;

/// <summary>Size against accuracy: every measured assignment, and a line through those that no other one beats.</summary>
internal static class FrontChart
{
    private const int Width = 1080;
    private const int Height = 360;

    /// <summary>The picture; sizes on a scale of logarithms.</summary>
    public static string Draw(ModelAnalysis analysis)
    {
        var chart = new SvgChart(Width, Height);
        var hasAccuracy = analysis.Float.HasAccuracy;
        double ValueOf(AnalysisScore s) => hasAccuracy ? s.Accuracy : s.Loss;
        var values = analysis.Front.Select(p => ValueOf(p.Score)).Append(ValueOf(analysis.Deployed)).Where(double.IsFinite).ToArray();
        var sizes = analysis.Front.Select(p => p.Bytes).Append(analysis.BytesAfter).ToArray();
        var margin = Math.Max(1e-3, 0.06 * (values.Max() - values.Min()));
        var x = new Scale(Math.Log10(0.9 * sizes.Min()), Math.Log10(1.1 * sizes.Max()), 60, Width - 20);
        var y = new Scale(values.Min() - margin, values.Max() + margin, Height - 46, 14);
        chart.YAxis(x, y, 6, v => hasAccuracy ? Words.Text($"{100 * v:0.#} %") : Words.Text($"{v:G3}"));
        chart.XAxis(x, y, Sizes(sizes.Min(), sizes.Max()).Select(s => Math.Log10(s)), v => Words.Bytes((long)Math.Round(Math.Pow(10, v))));
        chart.Text(((x.From + x.To) / 2, Height - 8), "size of the weights (logarithmic)", "middle");
        (double X, double Y) At(long bytes, AnalysisScore s) => (x[Math.Log10(bytes)], y[ValueOf(s)]);
        chart.Curve(analysis.Front.Where(p => p.IsOnFront).OrderBy(p => p.Bytes).Select(p => At(p.Bytes, p.Score)), "curve");
        foreach (var point in analysis.Front)
        {
            var words = $"{point.Change}: {Words.Bytes(point.Bytes)}, {Words.Score(point.Score)}";
            chart.Dot(At(point.Bytes, point.Score), point.IsOnFront ? 4.5 : 3.5, point.IsOnFront ? "dot" : "beaten", words);
        }

        var deployed = At(analysis.BytesAfter, analysis.Deployed);
        chart.Dot(deployed, 6, "deployed", $"as deployed, the bytes of the packed model: {Words.Bytes(analysis.BytesAfter)}, {Words.Score(analysis.Deployed)}");
        var anchor = deployed.X > Width / 2.0 ? ("end", -10) : ("start", 10);
        return chart.Text((deployed.X + anchor.Item2, deployed.Y + 18), "as deployed", anchor.Item1, "name").Print("Size against accuracy");
    }

    private static IEnumerable<double> Sizes(long low, long high)
    {
        for (var power = Math.Pow(10, Math.Floor(Math.Log10(low))); power <= high; power *= 10)
        {
            foreach (var size in new[] { power, 2 * power, 5 * power }.Where(s => s >= 0.9 * low && s <= 1.1 * high)) yield return size;
        }
    }
}
