using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>What Forward, constructors and helper methods may contain.</summary>
internal static class LanguageDescriptors
{
    public static readonly DiagnosticDescriptor UnsupportedConstruct = new(
        ProblemId.UnsupportedConstruct, "Not part of the language of networks",
        "{0} cannot be part of a network: {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.UnsupportedConstruct + ".md");

    public static readonly DiagnosticDescriptor UnknownMethod = new(
        ProblemId.UnknownMethod, "Unknown member",
        "'{0}' of '{1}' cannot be read here: Forward may use layers, Functional, and members whose source is in this project",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.UnknownMethod + ".md");

    public static readonly DiagnosticDescriptor BlockWithoutSource = new(
        ProblemId.BlockWithoutSource, "Block without source",
        "Assembly '{1}' does not carry the source of '{0}': put [Block] on the class there, or include its file in this project",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.BlockWithoutSource + ".md");

    public static readonly DiagnosticDescriptor NotConstant = new(
        ProblemId.NotConstant, "Not a constant",
        "'{0}' is not known when the network is compiled, and it is needed as {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.NotConstant + ".md");

    public static readonly DiagnosticDescriptor Recursion = new(
        ProblemId.Recursion, "Recursion",
        "'{0}' calls itself without end: a network is finite, stop by a constant",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.Recursion + ".md");

    public static readonly DiagnosticDescriptor TooManySteps = new(
        ProblemId.TooManySteps, "Network is too large to read",
        "Reading '{0}' stopped at the limit of {1} steps: does a loop end",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TooManySteps + ".md");

    public static readonly DiagnosticDescriptor IsNull = new(
        ProblemId.IsNull, "Nothing there",
        "'{0}' is null here: give it a layer, block or value first",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.IsNull + ".md");

    public static readonly DiagnosticDescriptor LayerWithoutField = new(
        ProblemId.LayerWithoutField, "Layer without a field",
        "This {0} is in no field of the model, so that its weights have no name: put it into a field",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.LayerWithoutField + ".md");

    public static readonly DiagnosticDescriptor FieldAssigned = new(
        ProblemId.FieldAssigned, "Field assigned in Forward",
        "Forward cannot change '{0}': use a local variable",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.FieldAssigned + ".md");

    public static readonly DiagnosticDescriptor IndexOutOfRange = new(
        ProblemId.IndexOutOfRange, "Index out of range",
        "Index {0} is outside an array of {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.IndexOutOfRange + ".md");

    public static readonly DiagnosticDescriptor UnknownOperator = new(
        ProblemId.UnknownOperator, "Unknown operator",
        "This version of the compiler does not know '{0}': use CompressDsl and its generator in the same version",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.UnknownOperator + ".md");

    public static readonly DiagnosticDescriptor ConstantArithmetic = new(
        ProblemId.ConstantArithmetic, "Arithmetic error",
        "'{0}' has no value: {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.ConstantArithmetic + ".md");

    public static readonly DiagnosticDescriptor BlockSourceNewer = new(
        ProblemId.BlockSourceNewer, "Block is newer",
        "The source of '{0}' in assembly '{1}' has format {2}, newer than this compiler reads: update CompressDsl",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.BlockSourceNewer + ".md");

    public static readonly DiagnosticDescriptor BlockSourceUnreadable = new(
        ProblemId.BlockSourceUnreadable, "Block cannot be read",
        "The source of '{0}' in assembly '{1}' cannot be used here: {2}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.BlockSourceUnreadable + ".md");

    public static readonly DiagnosticDescriptor BlockNotExported = new(
        ProblemId.BlockNotExported, "Block cannot leave its project",
        "Other projects cannot use block '{0}': {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.BlockNotExported + ".md");
}
