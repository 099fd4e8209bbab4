using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Hands generated files to the compiler.</summary>
internal static class SourceOutput
{
    public static void AddFiles(this SourceProductionContext output, ModelOutput model)
    {
        foreach (var file in model.Compiled.Files) output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
    }
}
