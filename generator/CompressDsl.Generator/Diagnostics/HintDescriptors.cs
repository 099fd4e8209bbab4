using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>What is learned beside labels: hints, and losses of the user's own.</summary>
internal static class HintDescriptors
{
    public static readonly DiagnosticDescriptor HintWithoutTeacher = new(
        ProblemId.HintWithoutTeacher, "Hint without a teacher",
        "[Hint] on '{0}' has nobody to learn from: put [Distill(typeof(Teacher))] on '{1}', or name a field of '{1}' itself with OfSelf = true",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.HintWithoutTeacher + ".md");

    public static readonly DiagnosticDescriptor HintTeacherNotHere = new(
        ProblemId.HintTeacherNotHere, "Teacher of a hint without source",
        "Teacher '{0}' of '{1}' is no model class of this project, and only such a one shows its fields: put the two classes into one project",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.HintTeacherNotHere + ".md");

    public static readonly DiagnosticDescriptor HintField = new(
        ProblemId.HintField, "Unknown field in a hint",
        "'{0}' has no field '{1}' that holds a layer or block; near it: {2}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.HintField + ".md");

    public static readonly DiagnosticDescriptor HintCalls = new(
        ProblemId.HintCalls, "Field of a hint without one value",
        "'{0}' {1} '{2}', so that [Hint] on '{3}' has no one value of it: a hint is about a field that is called once and gives one value",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.HintCalls + ".md");

    public static readonly DiagnosticDescriptor HintShapes = new(
        ProblemId.HintShapes, "Shapes of a hint do not fit",
        "{0} cannot learn from {1} by HintLoss.{2}: {3}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.HintShapes + ".md");

    public static readonly DiagnosticDescriptor HintWeight = new(
        ProblemId.HintWeight, "Weight of a hint out of range",
        "Weight = {0} of [Hint] on '{1}' is not possible: it is a number above 0; TrainingOptions.HintWeight = 0 leaves hints out",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.HintWeight + ".md");

    public static readonly DiagnosticDescriptor HintOfSelf = new(
        ProblemId.HintOfSelf, "Hint of a field that is not deeper",
        "'{0}' does not come behind '{1}', which is computed from it: a field learns from a deeper one of its own network",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.HintOfSelf + ".md");

    public static readonly DiagnosticDescriptor OwnLoss = new(
        ProblemId.OwnLoss, "Loss that cannot be trained with",
        "[Loss] on '{0}' cannot be used: {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.OwnLoss + ".md");
}
