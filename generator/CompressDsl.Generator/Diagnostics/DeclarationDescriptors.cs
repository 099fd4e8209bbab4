using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>The class, its Forward, its inputs and keys.</summary>
internal static class DeclarationDescriptors
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        ProblemId.NotPartial, "Model is not partial",
        "'{0}' must be partial so that the compiler can add code to it: write 'partial {1} {0}'",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.NotPartial + ".md");

    public static readonly DiagnosticDescriptor InputNotOnForward = new(
        ProblemId.InputNotOnForward, "Input outside Forward",
        "[Input] on '{0}' of {1} has no meaning: put it on the parameters of a method named Forward",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.InputNotOnForward + ".md");

    public static readonly DiagnosticDescriptor NoForward = new(
        ProblemId.NoForward, "No Forward",
        "'{0}' has no method Forward: add 'Value Forward(Value x)', for a model with [Input(...)] on its parameters",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.NoForward + ".md");

    public static readonly DiagnosticDescriptor SeveralForward = new(
        ProblemId.SeveralForward, "Several Forward",
        "'{0}' has {1} methods Forward with [Input]: a model has one; give the others another name or leave their [Input] out",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.SeveralForward + ".md");

    public static readonly DiagnosticDescriptor ParameterWithoutInput = new(
        ProblemId.ParameterWithoutInput, "Parameter without Input",
        "Parameter '{0}' of Forward in '{1}' has no [Input]: write for example [Input(784)] before it",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.ParameterWithoutInput + ".md");

    public static readonly DiagnosticDescriptor InputWithoutDimensions = new(
        ProblemId.InputWithoutDimensions, "Input without dimensions",
        "[Input] of '{0}' gives no size: write for example [Input(784)] or [Input(28, 28)]",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.InputWithoutDimensions + ".md");

    public static readonly DiagnosticDescriptor MaxMissing = new(
        ProblemId.MaxMissing, "Token input without Max",
        "Token ids '{0}' need a largest number: write for example [Input(DType.Int32, Max = 256)]",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.MaxMissing + ".md");

    public static readonly DiagnosticDescriptor DimensionOutOfRange = new(
        ProblemId.DimensionOutOfRange, "Size out of range",
        "The shape of input '{0}' is not possible: {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.DimensionOutOfRange + ".md");

    public static readonly DiagnosticDescriptor LanguageTooOld = new(
        ProblemId.LanguageTooOld, "C# version too old",
        "'{0}' is compiled as C# {1}, the generated code needs C# 12 or newer: set <LangVersion>latest</LangVersion> in the project file",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.LanguageTooOld + ".md");

    public static readonly DiagnosticDescriptor UnsafeOff = new(
        ProblemId.UnsafeOff, "Unsafe code is off",
        "The kernels of '{0}' need unsafe code: set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.UnsafeOff + ".md");

    public static readonly DiagnosticDescriptor ForwardReturnType = new(
        ProblemId.ForwardReturnType, "Forward does not return values",
        "Forward of '{0}' returns {1}: it must return a Value or a tuple of Values",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.ForwardReturnType + ".md");

    public static readonly DiagnosticDescriptor InputType = new(
        ProblemId.InputType, "Input is not a Value",
        "Parameter '{0}' of Forward is '{1}': its type must be Value, passed by value",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.InputType + ".md");

    public static readonly DiagnosticDescriptor NotAClass = new(
        ProblemId.NotAClass, "Not a model class",
        "'{0}' cannot be a model: {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.NotAClass + ".md");

    public static readonly DiagnosticDescriptor LayerNeverUsed = new(
        ProblemId.LayerNeverUsed, "Layer is never used",
        "Layer '{0}' of '{1}' is never used by Forward: call its Forward or remove it",
        Descriptor.Category, DiagnosticSeverity.Warning, true, helpLinkUri: Descriptor.Pages + ProblemId.LayerNeverUsed + ".md");

    public static readonly DiagnosticDescriptor InputNeverUsed = new(
        ProblemId.InputNeverUsed, "Input is never used",
        "Input '{0}' of '{1}' is never used by Forward: use it or remove it",
        Descriptor.Category, DiagnosticSeverity.Warning, true, helpLinkUri: Descriptor.Pages + ProblemId.InputNeverUsed + ".md");

    public static readonly DiagnosticDescriptor DuplicateKey = new(
        ProblemId.DuplicateKey, "Two layers with one key",
        "Two layers of '{1}' are called '{0}' in the checkpoint: give one of them another name with [Key(\"...\")]",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.DuplicateKey + ".md");

    public static readonly DiagnosticDescriptor InvalidKey = new(
        ProblemId.InvalidKey, "Invalid key",
        "\"{0}\" cannot be the key of '{1}': use letters, digits, '_' and '-', with dots between levels",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.InvalidKey + ".md");
}
