using System.Runtime.InteropServices;

namespace ApiTopics.Data;

/// <summary>The reference pack of the running SDK: one documentation file per assembly.</summary>
internal static class ReferencePack
{
    private const string PackName = "Microsoft.NETCore.App.Ref";

    /// <summary>The documentation files in ordinal order.</summary>
    /// <exception cref="DirectoryNotFoundException">Only a runtime is installed here, not an SDK.</exception>
    public static IReadOnlyList<string> DocumentationFiles()
    {
        var packs = Path.Combine(DotnetRoot(), "packs", PackName);
        var version = Directory.Exists(packs)
            ? Directory.GetDirectories(packs).Where(IsOfThisRuntime).MaxBy(VersionOf)
            : null;
        var files = version is null ? [] : Directory.GetFiles(Path.Combine(version, "ref"), "*.xml", SearchOption.AllDirectories);
        if (files.Length == 0)
        {
            throw new DirectoryNotFoundException(
                $"The documentation of .NET {Environment.Version.Major} was not found under '{packs}'. It comes with the .NET SDK "
                + $"(a runtime alone has none): install the SDK, or the {PackName} pack, beside this runtime.");
        }

        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    // <root>/shared/Microsoft.NETCore.App/<version>/
    private static string DotnetRoot() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static bool IsOfThisRuntime(string folder) => VersionOf(folder).Major == Environment.Version.Major;

    private static Version VersionOf(string folder) =>
        Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version(0, 0);
}
