using System.Reflection;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Tests.Shared;

/// <summary>Compiles generated sources in this process, as strictly as a user may, and loads them.</summary>
internal static class GeneratedAssembly
{
    private static readonly MetadataReference[] References =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => p.EndsWith(".dll", StringComparison.Ordinal))
        .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p))
        .ToArray();

    /// <summary>As every project has it: a package may ask for an older version of the framework.</summary>
    private static readonly KeyValuePair<string, ReportDiagnostic>[] UnifiedVersions =
        [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)];

    /// <summary>Compiles with every warning and overflow checks on; any diagnostic but hidden ones fails.</summary>
    public static Assembly Compile(string userSource, IEnumerable<GeneratedFile> files, bool checkOverflow = false)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Diagnose);
        var trees = files.Select(f => CSharpSyntaxTree.ParseText(f.Text, parse, f.HintName))
            .Prepend(CSharpSyntaxTree.ParseText(userSource, parse, "User.cs"));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release, checkOverflow: checkOverflow,
            nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999,
            specificDiagnosticOptions: UnifiedVersions);
        var compilation = CSharpCompilation.Create($"Generated{Guid.NewGuid():N}", trees, References, options);
        var complaints = compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(10).ToList();
        Assert.True(complaints.Count == 0, string.Join("\n", complaints) + "\n" + Excerpt(complaints));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    private static string Excerpt(List<Diagnostic> complaints) => string.Join("\n", complaints.Take(3)
        .Where(c => c.Location.SourceTree is not null)
        .Select(c => c.Location.SourceTree!.GetText().Lines[c.Location.GetLineSpan().StartLinePosition.Line].ToString()));
}
