using System.Net;
using System.Text;

namespace CompressDsl.Training;

/// <summary>A picture in SVG; colours come from the page's style by class.</summary>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
internal sealed class SvgChart(int width, int height)
{
    private readonly StringBuilder text = new();

    /// <summary>Width in pixels.</summary>
    public int Width => width;

    /// <summary>Height in pixels.</summary>
    public int Height => height;

    /// <summary>A straight line.</summary>
    public SvgChart Line((double X, double Y) from, (double X, double Y) to, string style) =>
        Add($"<line x1=\"{from.X:0.##}\" y1=\"{from.Y:0.##}\" x2=\"{to.X:0.##}\" y2=\"{to.Y:0.##}\" class=\"{style}\"/>");

    /// <summary>A rectangle from one corner to the other; shows <paramref name="title"/> under the pointer.</summary>
    public SvgChart Bar((double X, double Y) from, (double X, double Y) to, string style, string title = "")
    {
        var (x, y) = (Math.Min(from.X, to.X), Math.Min(from.Y, to.Y));
        return Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Abs(to.X - from.X):0.##}\" height=\"{Math.Abs(to.Y - from.Y):0.##}\" class=\"{style}\">{TitleOf(title)}</rect>");
    }

    /// <summary>A line through points.</summary>
    public SvgChart Curve(IEnumerable<(double X, double Y)> points, string style) =>
        Add($"<polyline points=\"{string.Join(' ', points.Select(p => Words.Text($"{p.X:0.##},{p.Y:0.##}")))}\" class=\"{style}\"/>");

    /// <summary>A dot; shows <paramref name="title"/> under the pointer.</summary>
    public SvgChart Dot((double X, double Y) at, double radius, string style, string title) =>
        Add($"<circle cx=\"{at.X:0.##}\" cy=\"{at.Y:0.##}\" r=\"{radius:0.##}\" class=\"{style}\">{TitleOf(title)}</circle>");

    /// <summary>Words; <paramref name="anchor"/> is start, middle or end.</summary>
    public SvgChart Text((double X, double Y) at, string words, string anchor = "start", string style = "label") =>
        Add($"<text x=\"{at.X:0.##}\" y=\"{at.Y:0.##}\" text-anchor=\"{anchor}\" class=\"{style}\">{WebUtility.HtmlEncode(words)}</text>");

    /// <summary>Horizontal lines with their values to the left.</summary>
    public SvgChart YAxis(Scale x, Scale y, int ticks, Func<double, string> label)
    {
        foreach (var value in y.Ticks(ticks))
        {
            Line((x.From, y[value]), (x.To, y[value]), "grid");
            Text((x.From - 6, y[value] + 3.5), label(value), "end");
        }

        return this;
    }

    /// <summary>Values below the picture.</summary>
    public SvgChart XAxis(Scale x, Scale y, IEnumerable<double> values, Func<double, string> label)
    {
        Line((x.From, y.From), (x.To, y.From), "axis");
        foreach (var value in values) Text((x[value], y.From + 14), label(value), "middle");
        return this;
    }

    /// <summary>The picture; <paramref name="about"/> is read aloud in its place.</summary>
    public string Print(string about) =>
        $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(about)}\">\n{text}</svg>\n";

    private static string TitleOf(string title) => title.Length == 0 ? "" : $"<title>{WebUtility.HtmlEncode(title)}</title>";

    private SvgChart Add(FormattableString line)
    {
        text.Append(Words.Text(line)).Append('\n');
        return this;
    }
}
