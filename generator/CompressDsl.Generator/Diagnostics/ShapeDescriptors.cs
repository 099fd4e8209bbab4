using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Sizes that do not fit.</summary>
internal static class ShapeDescriptors
{
    public static readonly DiagnosticDescriptor ShapeMismatch = new(
        ProblemId.ShapeMismatch, "Shapes do not fit",
        "{0} does not fit: {1}; its input is {2}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.ShapeMismatch + ".md");
}
