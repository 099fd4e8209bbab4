using System.Text;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Hands generated files to the compiler.</summary>
internal static class SourceOutput
{
    public static void AddFiles(this SourceProductionContext output, IEnumerable<GeneratedFile> files)
    {
        foreach (var file in files) output.AddFile(file);
    }

    public static void AddFile(this SourceProductionContext output, GeneratedFile file) =>
        output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
}
