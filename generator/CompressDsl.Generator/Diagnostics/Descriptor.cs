using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Makes descriptors that share category and help page.</summary>
internal static class Descriptor
{
    public const string Category = "CompressDsl";

    private const string Pages = "docs/diagnostics/";

    /// <summary>Where the page of <paramref name="id"/> is.</summary>
    public static string HelpLink(string id) => $"{Pages}{id}.md";
}
