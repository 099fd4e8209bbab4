using System.Text.RegularExpressions;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>A page of docs/diagnostics, taken apart.</summary>
internal sealed partial record DiagnosticPage(string Text)
{
    public static string Folder => Path.Combine(Repository.Root, "docs", "diagnostics");

    /// <summary>The first line, without the sign.</summary>
    public string Title => Text[2..Text.IndexOf('\n')];

    public string Message => MessageLine().Match(Text).Groups[1].Value;

    public string Invalid => Block("Invalid");

    public string Fixed => Block("Fixed");

    public static DiagnosticPage Of(string id) => new(File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n"));

    public bool HasSection(string heading) => Text.Contains($"\n## {heading}\n", StringComparison.Ordinal);

    private string Block(string heading) => Regex.Match(Text, $@"\n## {heading}\n\n```\w+\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;

    [GeneratedRegex(@"\*\*Message:\*\* (.*)\n")]
    private static partial Regex MessageLine();
}
