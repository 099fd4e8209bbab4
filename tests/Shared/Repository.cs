using System.Runtime.CompilerServices;

namespace CompressDsl.Tests.Shared;

/// <summary>The source files of this repository, found from where this file was compiled.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Hand-written C# files below <paramref name="folders"/>, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or "generated"))
            .Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal) && !f.EndsWith(".verified.cs", StringComparison.Ordinal))
            .Where(f => !f.EndsWith(".received.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "CompressDsl.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("CompressDsl.sln is in no folder above " + here);
    }
}
