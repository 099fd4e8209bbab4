using System.Net;
using System.Text;

namespace CompressDsl.Training;

/// <summary>An analysis as one HTML page that needs nothing else.</summary>
/// <param name="analysis">What is shown.</param>
internal sealed class AnalysisPage(ModelAnalysis analysis)
{
    private readonly StringBuilder text = new();

    private string Name => analysis.Model[(analysis.Model.LastIndexOfAny(['.', '+']) + 1)..];

    /// <summary>The page.</summary>
    public string Print()
    {
        text.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(Name)}: compression, layer by layer</title>
            <style>
            {PageStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <h1>{Escape(Name)}</h1>
            <p class="about">What compression costs this network, layer by layer, and what more of it would cost. {Escape(analysis.Model)}, measured on {Words.Samples(analysis.Samples)}.</p>

            """);
        WriteFacts();
        Html($"<ul class=\"summary\" id=\"summary\">{string.Concat(analysis.Summary.Select(s => $"<li>{Escape(s)}</li>"))}</ul>");
        WriteTable();
        WriteCosts();
        WriteNoise();
        WriteSensitivity();
        WriteFront();
        WriteHistograms();
        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Escape(string words) => WebUtility.HtmlEncode(words);

    private void Html(string html) => text.Append(html).Append('\n');

    private void Section(string id, string title, string about) => Html($"<h2 id=\"{id}\">{title}</h2>\n<p class=\"about\">{about}</p>");

    private void Card(string title, string content, string note = "") => Html(
        $"<div class=\"card\"><h3>{Escape(title)}</h3>\n{content}{(note.Length == 0 ? "" : $"<p class=\"small\">{note}</p>")}</div>");

    private void WriteFacts()
    {
        var facts = new List<(string Value, string About)>
        {
            (Words.Number(analysis.Deployed), analysis.Deployed.HasAccuracy ? "accuracy as deployed" : "loss as deployed"),
            (Words.Number(analysis.Float), analysis.Float.HasAccuracy ? "accuracy in float" : "loss in float"),
            (Words.Bytes(analysis.BytesAfter), $"weights, before {Words.Bytes(analysis.BytesBefore)}"),
            (Words.Text($"{analysis.BytesBefore / (double)Math.Max(1, analysis.BytesAfter):0.0} x"), "smaller"),
        };
        if (analysis.Microseconds > 0) facts.Add((Words.Text($"{analysis.Microseconds:0.#} µs"), $"a sample on one thread, {analysis.Tier}"));
        Html($"<div class=\"facts\">{string.Concat(facts.Select(f => $"<div class=\"fact\"><b>{Escape(f.Value)}</b><span>{Escape(f.About)}</span></div>"))}</div>");
    }

    private void WriteTable()
    {
        Section("layers", "Layers", "As the build makes them. Time is that of the layer's kernels within a call, measured; a leading ~ marks an estimate by multiply-adds.");
        var rows = analysis.Layers.Select(l => new[]
        {
            l.Name, Words.Text($"{l.Facts.Parameters:N0}"), Words.Text($"{l.Facts.BytesBefore:N0}"), Words.Text($"{l.Facts.BytesAfter:N0}"),
            l.Facts.Bits == 32 ? "float" : Words.Text($"{l.Facts.Bits}"), Words.Text($"{100 * l.Facts.Sparsity:0.#} %"), Words.Text($"{l.Facts.Macs:N0}"),
            Words.Time(l), Words.Decibels(l.WeightSqnr), $"{l.Facts.Description} ({l.Facts.Kernel})",
        });
        var heads = new[] { "layer", "parameters", "bytes before", "bytes after", "bits", "zeros", "multiply-adds", "µs", "weights SQNR", "what" };
        WriteRows("layer-table", heads, rows);
    }

    private static string Cells(string tag, IEnumerable<string> cells) => string.Concat(cells.Select(c => $"<{tag}>{Escape(c)}</{tag}>"));

    private void WriteCosts()
    {
        Section("costs", "Size and time", "Bytes of the packed model; float32 beside them. Time is that of the layer's kernels.");
        string[] names = [.. analysis.Layers.Select(l => l.Name)];
        Html("<div class=\"wide\">");
        (string, double[])[] sizes = [("one", [.. analysis.Layers.Select(l => (double)l.Facts.BytesAfter)]), ("three", [.. analysis.Layers.Select(l => (double)l.Facts.BytesBefore)])];
        Card("Bytes", BarsChart.Draw("Bytes of each layer", names, sizes, v => Words.Bytes((long)v)), "<span class=\"key one\"></span>as deployed<span class=\"key three\"></span>float32");
        if (analysis.Microseconds > 0)
        {
            (string, double[])[] times = [("two", [.. analysis.Layers.Select(l => l.Microseconds)])];
            Card("Microseconds", BarsChart.Draw("Time of each layer", names, times, v => Words.Text($"{v:0.00} µs")));
        }

        Html("</div>");
        WriteSteps();
    }

    private void WriteSteps()
    {
        if (analysis.Steps.Count == 0) return;
        Section("kernels", "Kernels", "Time of each within a call, in the order in which they run; under them their sum, and the time of the whole network without a clock in it.");
        var all = Math.Max(analysis.StepMicroseconds, double.Epsilon);
        var rows = analysis.Steps.Select(s => new[] { s.Name, s.Weight.Length == 0 ? "-" : s.Weight, Words.Text($"{s.Microseconds:0.00}"), Words.Text($"{100 * s.Microseconds / all:0} %") });
        var ends = new[] { ("all kernels", analysis.StepMicroseconds), ("the whole network", analysis.Microseconds) }
            .Select(e => new[] { e.Item1, "", Words.Text($"{e.Item2:0.00}"), Words.Text($"{100 * e.Item2 / all:0} %") });
        WriteRows("steps", ["kernel", "weight", "µs", "of all kernels"], rows.Concat(ends));
    }

    private void WriteRows(string id, string[] heads, IEnumerable<string[]> rows) => Html(
        $"<div class=\"card scroll\"><table id=\"{id}\"><thead><tr>{Cells("th", heads)}</tr></thead><tbody>\n{string.Concat(rows.Select(r => $"<tr>{Cells("td", r)}</tr>\n"))}</tbody></table></div>");

    private void WriteNoise()
    {
        Section("noise", "Signal to noise", "How much of a value is left on its grid, in decibels: 20 dB is a tenth of it lost, 40 dB a hundredth. More is better.");
        Html("<div class=\"wide\">");
        (string, double[])[] weights = [("one", [.. analysis.Layers.Select(l => l.WeightSqnr)])];
        Card("Weights against their grid", BarsChart.Draw("Signal to noise of the weights", [.. analysis.Layers.Select(l => l.Name)], weights, Words.Decibels));
        if (analysis.Activations.Count > 0)
        {
            (string, double[])[] edges = [("one", [.. analysis.Activations.Select(p => p.Sqnr)]), ("two", [.. analysis.Activations.Select(p => p.NetworkSqnr)])];
            var chart = BarsChart.Draw("Signal to noise of the activations", [.. analysis.Activations.Select(p => p.Key)], edges, Words.Decibels);
            Card("Activations", chart, "<span class=\"key one\"></span>this grid alone<span class=\"key two\"></span>the quantised network up to here against the float one");
        }

        Html("</div>");
    }

    private void WriteSensitivity()
    {
        if (analysis.Layers.All(l => l.ByBits.Count + l.BySparsity.Count == 0)) return;
        var what = analysis.Float.HasAccuracy ? "Accuracy" : "Loss";
        Section("sensitivity", "Sensitivity", $"{what} of the float network when one layer alone has fewer bits or more zeros, without training it again. Dashed: the float network. All pictures have the same scale.");
        Html("<div class=\"cards pairs\">");
        foreach (var layer in analysis.Layers)
        {
            var bits = layer.ByBits.Count == 0 ? "" : SensitivityChart.Draw($"{layer.Name} by bits", layer.ByBits, analysis, b => Words.Text($"{b:0} bit"));
            var zeros = layer.BySparsity.Count == 0 ? "" : SensitivityChart.Draw($"{layer.Name} by share of zeros", layer.BySparsity, analysis, s => Words.Text($"{100 * s:0.#} %"));
            Card(layer.Name, $"<div class=\"pair\">{bits}{zeros}</div>", "left: bits of its weights; right: share of its weights that are zero");
        }

        Html("</div>");
    }

    private void WriteFront()
    {
        if (analysis.Front.Count < 2) return;
        Section("front", "Size against accuracy", "Bits and zeros given to layers step by step, each time where it costs least; every dot is measured, with float activations and without training "
            + "again. Sizes are those of an ideal code (bits of the weights that are not zero, and the entropy of where they are); the filled dot beside them is the network that the build makes.");
        Card("Every step, and the line of those that no other one beats", FrontChart.Draw(analysis));
    }

    private void WriteHistograms()
    {
        Section("weights", "Weights and their grids", "Numbers of weights by value, on a scale of logarithms, zeros left out. The marks are the values that the output with the largest weight has on its grid.");
        Html("<div class=\"cards\">");
        foreach (var layer in analysis.Layers)
            Card(layer.Name, HistogramChart.Draw(layer), Escape(Words.Text($"{100 * layer.Weights.Zeros:0.#} % zeros; {(layer.Grid.Count == 0 ? "float" : $"{layer.Grid.Count} values of its grid in use")}")));
        Html("</div>");
        if (analysis.Activations.Count == 0) return;
        Section("activations", "Activations and their grids", "Values of the float network before they are put on the grid, on a scale of logarithms, zeros left out. Red: clipped.");
        Html("<div class=\"cards\">");
        foreach (var point in analysis.Activations)
            Card(point.Key, HistogramChart.Draw(point), Escape(Words.Text($"grid {Words.Short(point.Low)} to {Words.Short(point.High)}, step {point.Step:G3}; {100 * point.Histogram.Zeros:0.#} % zeros, {100 * point.Clipped:0.##} % clipped")));
        Html("</div>");
    }
}
