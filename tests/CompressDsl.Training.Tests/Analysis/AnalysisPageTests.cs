using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CompressDsl.Training.Tests.Analysis;

/// <summary>The page of an analysis.</summary>
public sealed class AnalysisPageTests(AnalyzedModel model) : IClassFixture<AnalyzedModel>
{
    private const int Width = 1280;
    private const int Height = 3600;

    [Fact]
    public void It_needs_nothing_but_itself()
    {
        var page = new AnalysisPage(model.Analysis).Print();
        foreach (var foreign in new[] { "<script", "http:", "https:", "src=", "href=", "url(", "@import" }) Assert.DoesNotContain(foreign, page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_cannot_break_out_of_it()
    {
        var layer = model.Analysis.Layers[0] with { Name = "<b>&\"x\"" };
        var page = new AnalysisPage(model.Analysis with { Layers = new([layer, .. model.Analysis.Layers.Skip(1)]) }).Print();
        Assert.DoesNotContain("<b>&", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Little_to_show_is_a_page_too()
    {
        var analysis = model.Analysis;
        var little = analysis with
        {
            Layers = new(analysis.Layers.Select(l => l with { ByBits = default, BySparsity = default, Grid = default, WeightSqnr = double.PositiveInfinity, Microseconds = double.NaN, IsTimeMeasured = false })),
            Activations = default, Front = default, Steps = default, Microseconds = double.NaN, Float = new AnalysisScore(0.25, double.NaN), Deployed = new AnalysisScore(0.26, double.NaN),
        };
        var page = new AnalysisPage(little).Print();
        Assert.Contains("a loss of 0.26", page, StringComparison.Ordinal);
        Assert.Contains("no loss", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimated_times_are_marked()
    {
        var layer = model.Analysis.Layers[0] with { Microseconds = 12.345, IsTimeMeasured = false };
        var page = new AnalysisPage(model.Analysis with { Layers = new([layer, .. model.Analysis.Layers.Skip(1)]) }).Print();
        Assert.Contains("<td>~12.35</td>", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<td>~"));
    }

    [BrowserFact]
    public async Task A_browser_shows_every_part_of_it()
    {
        using var folder = new TemporaryFolder();
        var (path, picture) = (folder.File("report.html"), folder.File("report.png"));
        model.Analysis.SaveHtml(path);

        var dom = await Browse(folder, "--dump-dom", path);
        var (layers, points) = (model.Analysis.Layers.Count, model.Analysis.Activations.Count);
        foreach (var id in new[] { "summary", "layers", "costs", "kernels", "noise", "sensitivity", "front", "weights", "activations" }) Assert.Contains($"id=\"{id}\"", dom, StringComparison.Ordinal);
        Assert.Equal(model.Analysis.Summary.Count, Regex.Count(dom, "<li>"));
        Assert.Equal(layers + 1, RowsOf(dom, "layer-table").Count);
        Assert.Equal(model.Analysis.Steps.Count + 3, RowsOf(dom, "steps").Count);
        CheckTimes(dom);
        // Bytes, time, two of noise, the front, two curves and a histogram a layer, a histogram an activation.
        Assert.Equal(5 + (3 * layers) + points, Regex.Count(dom, "<svg"));
        Assert.Equal(Regex.Count(dom, "<svg"), Regex.Count(dom, "</svg>"));
        Assert.Equal(model.Analysis.Front.Count + 1 + model.Analysis.Layers.Sum(l => l.ByBits.Count + l.BySparsity.Count), Regex.Count(dom, "<circle"));
        Assert.DoesNotContain("NaN", dom, StringComparison.Ordinal);

        await Browse(folder, $"--screenshot={picture}", path);
        var png = await File.ReadAllBytesAsync(picture);
        Assert.Equal((Width, Height), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.True(png.Length > 60_000, $"a page of plots is no picture of {png.Length} bytes");
    }

    /// <summary>The measured times as the browser shows them: those of the kernels, their sum, and the whole network.</summary>
    private void CheckTimes(string dom)
    {
        var rows = RowsOf(dom, "steps").Skip(1).Select(r => Regex.Matches(r, "<td>(.*?)</td>").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).ToArray()).ToArray();
        var (steps, times) = (model.Analysis.Steps, rows.Select(r => double.Parse(r[2], CultureInfo.InvariantCulture)).ToArray());
        Assert.Equal(["fc1.weight", "fc2.weight", "head.weight"], rows.Select(r => r[1]).Where(w => w.Length > 1));
        Assert.Equal(steps.Select(s => s.Name).Concat(["all kernels", "the whole network"]), rows.Select(r => r[0]));
        Assert.Equal(times[..^2].Sum(), times[^2], 0.01 * steps.Count);
        Assert.Equal(model.Analysis.Microseconds, times[^1], 0.01);
        foreach (var layer in model.Analysis.Layers)
            Assert.Contains($"<td>{Words.Time(layer)}</td>", RowsOf(dom, "layer-table").Single(r => r.Contains($"<td>{layer.Name}</td>", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> RowsOf(string dom, string table) =>
        [.. Regex.Matches(Regex.Match(dom, $"<table id=\"{table}\">(.*?)</table>", RegexOptions.Singleline).Value, "<tr>.*?</tr>", RegexOptions.Singleline).Select(m => m.Value)];

    private static async Task<string> Browse(TemporaryFolder folder, string what, string page)
    {
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--window-size={Width},{Height}", $"--user-data-dir={folder.File("profile")}", what, "file://" + page];
        using var browser = Process.Start(new ProcessStartInfo(BrowserFactAttribute.Browser!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (text, errors) = (browser.StandardOutput.ReadToEndAsync(limit.Token), browser.StandardError.ReadToEndAsync(limit.Token));
        await browser.WaitForExitAsync(limit.Token);
        Assert.True(browser.ExitCode == 0, await errors);
        return await text;
    }
}
