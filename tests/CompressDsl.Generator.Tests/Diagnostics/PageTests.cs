using CompressDsl.Generator.Diagnostics;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>Ids, descriptors, release notes and pages stay one list.</summary>
public sealed class PageTests
{
    private static readonly string[] Ids =
        [.. typeof(ProblemId).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_id_has_a_descriptor() => Assert.Equal(Ids, Descriptor.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_id_has_a_page() =>
        Assert.Equal(Ids, Directory.GetFiles(DiagnosticPage.Folder, "CDSL*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_say_what_descriptors_say() => Assert.All(Descriptor.All.Values, d =>
    {
        var page = DiagnosticPage.Of(d.Id);
        Assert.Equal($"{d.Id}: {d.Title}", page.Title);
        Assert.Equal(d.MessageFormat.ToString(), page.Message);
        Assert.Equal($"docs/diagnostics/{d.Id}.md", d.HelpLinkUri);
        Assert.True(page.HasSection("Why") && page.HasSection("How to fix it"), d.Id);
        Assert.True(d.Id == ProblemId.InternalError || (page.Invalid.Length > 0 && page.Fixed.Length > 0), d.Id);
    });

    [Fact]
    public void The_index_names_every_page() => Assert.All(Descriptor.All.Values, d =>
        Assert.Contains($"| [{d.Id}]({d.Id}.md) | {d.DefaultSeverity} | {d.Title} |", Repository.Read("docs/diagnostics/README.md")));

    [Fact]
    public void Release_notes_name_every_id() => Assert.All(Descriptor.All.Values, d =>
        Assert.Contains($"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}", Repository.Read("generator/CompressDsl.Generator/AnalyzerReleases.Unshipped.md")));
}
