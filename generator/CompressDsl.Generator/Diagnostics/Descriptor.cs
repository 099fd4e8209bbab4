using System.Reflection;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>What all descriptors share, and the table of them.</summary>
internal static class Descriptor
{
    public const string Category = "CompressDsl";

    /// <summary>Folder of the pages, in the repository as in the package; each is called as its id.</summary>
    public const string Pages = "docs/diagnostics/";

    /// <summary>All descriptors by id.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> All { get; } =
        new[]
            {
                typeof(DeclarationDescriptors), typeof(LanguageDescriptors), typeof(ShapeDescriptors),
                typeof(CompressionDescriptors), typeof(WeightDescriptors), typeof(CompileDescriptors), typeof(HintDescriptors),
            }
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null))
            .ToDictionary(d => d.Id);
}
