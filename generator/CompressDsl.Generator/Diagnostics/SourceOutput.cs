using System.Text;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Hands generated files to the compiler.</summary>
internal static class SourceOutput
{
    public static void AddFiles(this SourceProductionContext output, ModelOutput model)
    {
        foreach (var file in model.Compiled.Files) output.AddFile(file);
    }

    public static void AddFile(this SourceProductionContext output, GeneratedFile file) =>
        output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
}
