namespace CompressDsl.Training;

/// <summary>Horizontal bars with names to the left and values behind them.</summary>
internal static class BarsChart
{
    private const int Width = 520;
    private const int RowHeight = 15;
    private const int Gap = 9;
    private const int Names = 130;
    private const int Values = 84;
    private const int LongestName = 20;

    /// <summary>One group of bars per name, one bar per series.</summary>
    /// <param name="about">What is shown.</param>
    /// <param name="names">Names of the groups.</param>
    /// <param name="series">Class and values of each series; what is not finite has no bar.</param>
    /// <param name="label">A value in words.</param>
    public static string Draw(string about, IReadOnlyList<string> names, IReadOnlyList<(string Style, double[] Values)> series, Func<double, string> label)
    {
        var group = (series.Count * RowHeight) + Gap;
        var chart = new SvgChart(Width, (names.Count * group) + 6);
        var most = series.SelectMany(s => s.Values).Where(double.IsFinite).DefaultIfEmpty().Max();
        var x = new Scale(0, most > 0 ? most : 1, Names, Width - Values);
        for (var n = 0; n < names.Count; n++)
        {
            var top = 4 + (n * group);
            chart.Text((Names - 8, top + (series.Count * RowHeight / 2.0) + 4), Shortened(names[n]), "end", "name");
            for (var s = 0; s < series.Count; s++)
            {
                var (value, y) = (series[s].Values[n], top + (s * RowHeight));
                var end = double.IsFinite(value) ? x[Math.Max(0, value)] : x.From;
                if (double.IsFinite(value)) chart.Bar((x.From, y + 1), (Math.Max(end, x.From + 1), y + RowHeight - 1), series[s].Style, $"{names[n]}: {label(value)}");
                chart.Text((end + 5, y + 11), label(value));
            }
        }

        return chart.Print(about);
    }

    private static string Shortened(string name) => name.Length <= LongestName ? name : "…" + name[^(LongestName - 1)..];
}
