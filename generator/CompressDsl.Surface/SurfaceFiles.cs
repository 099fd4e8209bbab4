using CompressDsl.Generator.Operators;

namespace CompressDsl.Surface;

/// <summary>The files that follow from the operator catalogue.</summary>
internal static class SurfaceFiles
{
    private const string Folder = "src/CompressDsl/Dsl";

    /// <summary>How they are written again.</summary>
    public const string Command = "dotnet run --project generator/CompressDsl.Surface";

    /// <summary>All of them, current.</summary>
    public static IReadOnlyList<SurfaceFile> Write()
    {
        var layers = OperatorCatalogue.All.Where(d => d.Kind == SurfaceKind.Layer)
            .Select(d => new SurfaceFile($"{Folder}/{d.Name}.g.cs", LayerText.Write(d)));
        var functions = OperatorCatalogue.All.Where(d => d.Kind == SurfaceKind.Function)
            .GroupBy(d => d.Family)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new SurfaceFile($"{Folder}/Functional.{g.Key}.g.cs", FunctionText.Write(g.ToArray())));
        return [.. layers, .. functions, new SurfaceFile("docs/operators.md", OperatorTable.Write())];
    }

    /// <summary>Surface files in the repository that nothing in the catalogue stands behind any more.</summary>
    public static IReadOnlyList<string> Stale(string root)
    {
        var current = Write().Select(f => f.Path).ToHashSet();
        return Directory.GetFiles(Path.Combine(root, Folder), "*.g.cs")
            .Select(f => $"{Folder}/{Path.GetFileName(f)}")
            .Where(f => !current.Contains(f))
            .ToArray();
    }

    /// <summary>The folder with the solution, at or above <paramref name="start"/>.</summary>
    public static string RepositoryRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CompressDsl.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No CompressDsl.sln at or above {start}.");
    }
}
