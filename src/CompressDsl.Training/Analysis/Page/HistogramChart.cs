namespace CompressDsl.Training;

/// <summary>A histogram with a grid drawn over it.</summary>
internal static class HistogramChart
{
    private const int Width = 340;
    private const int Height = 170;
    private const int RugHeight = 8;

    // More lines than these would hide the bars.
    private const int MaxLines = 33;

    /// <summary>Weights, and the values that they take on their grid.</summary>
    public static string Draw(LayerAnalysis layer)
    {
        var chart = Bars(layer.Weights, out var x, out var y);
        DrawGrid(chart, x, y, [.. layer.Grid.Select(g => (double)g)]);
        return chart.Print($"Histogram of the weights of {layer.Name}");
    }

    /// <summary>Activations, and their grid; what lies outside is clipped.</summary>
    public static string Draw(ActivationAnalysis activation)
    {
        var chart = Bars(activation.Histogram, out var x, out var y);
        var levels = (int)Math.Round((activation.High - activation.Low) / (double)activation.Step);
        DrawGrid(chart, x, y, [.. Enumerable.Range(0, levels + 1).Select(i => activation.Low + ((double)i * activation.Step))]);
        if (activation.Histogram.Max > activation.High) chart.Bar((x[activation.High], y.From), (x.To, y.To), "clipped", "clipped");
        if (activation.Histogram.Min < activation.Low) chart.Bar((x.From, y.From), (x[activation.Low], y.To), "clipped", "clipped");
        return chart.Print($"Histogram of the activation {activation.Key}");
    }

    /// <summary>Heights are logarithms: the few large values matter.</summary>
    private static SvgChart Bars(ValueHistogram histogram, out Scale x, out Scale y)
    {
        var chart = new SvgChart(Width, Height);
        x = new Scale(histogram.Min, histogram.Max, 34, Width - 8);
        var most = histogram.Counts.DefaultIfEmpty().Max();
        y = new Scale(0, Math.Max(1, Math.Log10(1 + most)), Height - 30, 8);
        foreach (var power in Enumerable.Range(0, (int)y.High + 1))
        {
            chart.Line((x.From, y[power]), (x.To, y[power]), "grid");
            chart.Text((x.From - 4, y[power] + 3.5), power == 0 ? "0" : Power(power), "end");
        }

        var width = (x.To - x.From) / Math.Max(1, histogram.Counts.Count);
        for (var bar = 0; bar < histogram.Counts.Count; bar++)
        {
            if (histogram.Counts[bar] == 0) continue;
            var left = x.From + (bar * width);
            chart.Bar((left, y.From), (left + Math.Max(0.5, width - 0.6), y[Math.Log10(1 + histogram.Counts[bar])]), "bar", Words.Text($"{histogram.Counts[bar]:N0} values"));
        }

        return chart.XAxis(x, y, x.Ticks(5), Words.Short);
    }

    private static void DrawGrid(SvgChart chart, Scale x, Scale y, double[] levels)
    {
        if (levels.Length == 0) return;
        var inside = levels.Where(l => l >= x.Low && l <= x.High).ToArray();
        foreach (var level in inside)
            chart.Line((x[level], y.From), (x[level], levels.Length <= MaxLines ? y.To : y.From - RugHeight), levels.Length <= MaxLines ? "level" : "rug");
        foreach (var end in new[] { levels[0], levels[^1] }.Where(e => e >= x.Low && e <= x.High && levels.Length > MaxLines)) chart.Line((x[end], y.From), (x[end], y.To), "level");
    }

    private static string Power(int power) => power switch { 1 => "10", 2 => "100", < 6 => $"{Math.Pow(10, power - 3):0}k", _ => $"{Math.Pow(10, power - 6):0}M" };
}
