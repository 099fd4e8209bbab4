using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Quantize, Prune and Distill.</summary>
internal static class CompressionDescriptors
{
    public static readonly DiagnosticDescriptor BitsOutOfRange = new(
        ProblemId.BitsOutOfRange, "Bits out of range",
        "Bits = {0} is not possible: use 1 to 8, or 32 for float",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.BitsOutOfRange + ".md");

    public static readonly DiagnosticDescriptor GroupSizeOutOfRange = new(
        ProblemId.GroupSizeOutOfRange, "Group size out of range",
        "GroupSize = {0} is not possible: use 16, 32, 64, 128 or 256, or leave it out for one scale per output",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.GroupSizeOutOfRange + ".md");

    public static readonly DiagnosticDescriptor CodebookOutOfRange = new(
        ProblemId.CodebookOutOfRange, "Codebook out of range",
        "Codebook = true does not go with {0}: use Bits = 2 to 7 and no GroupSize",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.CodebookOutOfRange + ".md");

    public static readonly DiagnosticDescriptor GridConflict = new(
        ProblemId.GridConflict, "Settings of a grid that do not go together",
        "{0} does not go with {1}: {2}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.GridConflict + ".md");

    public static readonly DiagnosticDescriptor BinaryPruned = new(
        ProblemId.BinaryPruned, "Pruned weights of 1 bit",
        "'{0}' is pruned and has 1 bit, which is plus or minus a scale and never 0: use Bits = 2, or [Prune(0)] on the layer",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.BinaryPruned + ".md");

    public static readonly DiagnosticDescriptor ActivationBitsOutOfRange = new(
        ProblemId.ActivationBitsOutOfRange, "Activation bits out of range",
        "ActivationBits = {0} is not possible: use 2 to 8, or 16",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.ActivationBitsOutOfRange + ".md");

    public static readonly DiagnosticDescriptor SparsityOutOfRange = new(
        ProblemId.SparsityOutOfRange, "Sparsity out of range",
        "A share of {0} cannot be zero: use at least 0 and less than 1",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.SparsityOutOfRange + ".md");

    public static readonly DiagnosticDescriptor TemperatureOutOfRange = new(
        ProblemId.TemperatureOutOfRange, "Temperature out of range",
        "Temperature = {0} is not possible: use a number above 0",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TemperatureOutOfRange + ".md");

    public static readonly DiagnosticDescriptor AlphaOutOfRange = new(
        ProblemId.AlphaOutOfRange, "Alpha out of range",
        "Alpha = {0} is not possible: use 0 to 1",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.AlphaOutOfRange + ".md");

    public static readonly DiagnosticDescriptor CompressionOnOtherClass = new(
        ProblemId.CompressionOnOtherClass, "Compression of something that is no network",
        "[{0}] on '{1}' has no effect: it is neither a model (its Forward has [Input] parameters) nor a block (a class with a Forward)",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.CompressionOnOtherClass + ".md");

    public static readonly DiagnosticDescriptor CompressionOnOtherField = new(
        ProblemId.CompressionOnOtherField, "Compression of a field that holds no layer",
        "[{0}] on '{1}' has no effect: {2} is neither a layer nor a block",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.CompressionOnOtherField + ".md");

    public static readonly DiagnosticDescriptor NotATeacher = new(
        ProblemId.NotATeacher, "Not a teacher",
        "'{0}' cannot be the teacher: {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.NotATeacher + ".md");

    public static readonly DiagnosticDescriptor TeacherOutputs = new(
        ProblemId.TeacherOutputs, "Teacher and student do not fit",
        "Teacher '{0}' gives {1}, student '{2}' gives {3}: they must have the same outputs",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TeacherOutputs + ".md");

    public static readonly DiagnosticDescriptor AttributeValue = new(
        ProblemId.AttributeValue, "Value out of range",
        "{1} = {2} of [{0}] is not possible: use a named value of its type",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.AttributeValue + ".md");

    public static readonly DiagnosticDescriptor DistillOnBlock = new(
        ProblemId.DistillOnBlock, "Distillation of a block",
        "[Distill] on '{0}' has no effect: it is a block, and only a model (its Forward has [Input] parameters) has a teacher",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.DistillOnBlock + ".md");

    public static readonly DiagnosticDescriptor PruneGroup = new(
        ProblemId.PruneGroup, "N:M out of range",
        "N = {0}, M = {1} of [Prune] is not possible: {2}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.PruneGroup + ".md");

    public static readonly DiagnosticDescriptor PruneSetting = new(
        ProblemId.PruneSetting, "Pruning that contradicts itself",
        "{0} of [Prune] is not possible: {1}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.PruneSetting + ".md");

    public static readonly DiagnosticDescriptor StorageOfBlock = new(
        ProblemId.StorageOfBlock, "Storage of a block",
        "[Storage] on '{0}' has no effect: it is a block, and only a model (its Forward has [Input] parameters) is stored",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.StorageOfBlock + ".md");
}
