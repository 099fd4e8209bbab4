using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Behind the front end.</summary>
internal static class CompileDescriptors
{
    public static readonly DiagnosticDescriptor RunsInFloat = new(
        ProblemId.RunsInFloat, "Runs in float",
        "'{0}' runs in float inside a quantised network: {1}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.RunsInFloat + ".md");

    public static readonly DiagnosticDescriptor ChannelsStay = new(
        ProblemId.ChannelsStay, "Channels stay",
        "The channels of '{0}' are not removed: {1}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.ChannelsStay + ".md");

    public static readonly DiagnosticDescriptor OneScale = new(
        ProblemId.OneScale, "One scale per output",
        "'{0}' has one scale per output instead of one for every {1} inputs: {2}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.OneScale + ".md");

    public static readonly DiagnosticDescriptor FloatActivations = new(
        ProblemId.FloatActivations, "Float activations",
        "'{0}' computes with float activations instead of 16-bit ones: there is no kernel for these",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.FloatActivations + ".md");

    public static readonly DiagnosticDescriptor SymmetricGrid = new(
        ProblemId.SymmetricGrid, "Symmetric grid",
        "'{0}' has a symmetric grid of 8 bits instead of an asymmetric one: {1}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.SymmetricGrid + ".md");

    public static readonly DiagnosticDescriptor ZerosComputed = new(
        ProblemId.ZerosComputed, "Zeros that are computed",
        "Zeros of '{0}' are computed with: {1}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.ZerosComputed + ".md");

    public static readonly DiagnosticDescriptor MasksMissing = new(
        ProblemId.MasksMissing, "Masks are missing",
        "The checkpoint of '{0}' has no mask of '{1}' by {2}, so that its smallest weights go: {3}",
        Descriptor.Category, DiagnosticSeverity.Warning, true, helpLinkUri: Descriptor.Pages + ProblemId.MasksMissing + ".md");

    public static readonly DiagnosticDescriptor SlowGrid = new(
        ProblemId.SlowGrid, "Quantisation that is not faster",
        "'{0}' is not faster for its quantisation: {1}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.SlowGrid + ".md");

    public static readonly DiagnosticDescriptor OtherRecipe = new(
        ProblemId.OtherRecipe, "Trained for another recipe",
        "The checkpoint of '{0}' was trained for other attributes, {1}: what training decided there is not used; train again",
        Descriptor.Category, DiagnosticSeverity.Warning, true, helpLinkUri: Descriptor.Pages + ProblemId.OtherRecipe + ".md");

    public static readonly DiagnosticDescriptor CannotCompile = new(
        ProblemId.CannotCompile, "Cannot be compiled",
        "'{1}' of '{0}' cannot be compiled: {2}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.CannotCompile + ".md");

    public static readonly DiagnosticDescriptor NoTorchTraining = new(
        ProblemId.NoTorchTraining, "No training on TorchSharp",
        "'{0}' is not trained on TorchSharp: {1}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.NoTorchTraining + ".md");

    public static readonly DiagnosticDescriptor NoTorchModule = new(
        ProblemId.NoTorchModule, "No TorchSharp module",
        "'{0}' gets no TorchSharp module: {1}",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.NoTorchModule + ".md");

    public static readonly DiagnosticDescriptor InternalError = new(
        ProblemId.InternalError, "Internal error",
        "The compiler failed on '{0}': {1}; please report it with the class",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.InternalError + ".md");
}
