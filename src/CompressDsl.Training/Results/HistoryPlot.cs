using System.Text;

namespace CompressDsl.Training;

/// <summary>Draws a history: losses scaled to the largest, accuracies and zeros from 0 to 1.</summary>
internal static class HistoryPlot
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Margin = 40;

    /// <summary>The picture.</summary>
    public static string Draw(IReadOnlyList<EpochMetrics> epochs)
    {
        var top = epochs.SelectMany(e => new[] { e.Loss, e.ValidationLoss }).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        var text = new StringBuilder();
        Add(text, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        Add(text, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        Add(text, $"<path d=\"M{Margin} {Margin}V{Height - Margin}H{Width - Margin}\" stroke=\"black\" fill=\"none\"/>\n");
        Add(text, $"<text x=\"4\" y=\"{Margin}\">{top:G3}</text><text x=\"4\" y=\"{Height - Margin}\">0</text>\n");
        Add(text, $"<text x=\"{Width - Margin}\" y=\"{Height - 20}\" text-anchor=\"end\">epoch {epochs.Count}</text>\n");
        (string Name, string Colour, Func<EpochMetrics, double> Value)[] lines =
        [
            ("loss", "#c33", e => e.Loss / top),
            ("validation loss", "#e90", e => e.ValidationLoss / top),
            ("train accuracy", "#36c", e => e.TrainAccuracy),
            ("validation accuracy", "#093", e => e.ValidationAccuracy),
            ("zeros", "#999", e => e.Sparsity),
        ];
        for (var i = 0; i < lines.Length; i++)
        {
            var points = epochs.Where(e => double.IsFinite(lines[i].Value(e))).Select(e => Point(e.Epoch, epochs.Count, lines[i].Value(e)));
            Add(text, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{lines[i].Colour}\" stroke-width=\"2\"/>\n");
            Add(text, $"<text x=\"{Margin + 10 + (i * 115)}\" y=\"20\" fill=\"{lines[i].Colour}\">{lines[i].Name}</text>\n");
        }

        return text.Append("</svg>\n").ToString();
    }

    private static string Point(int epoch, int count, double value)
    {
        var x = Margin + ((Width - (2 * Margin)) * (epoch - 1) / (double)Math.Max(1, count - 1));
        var y = Height - Margin - ((Height - (2 * Margin)) * Math.Clamp(value, 0, 1));
        return FormattableString.Invariant($"{x:0.#},{y:0.#}");
    }

    private static void Add(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line));
}
