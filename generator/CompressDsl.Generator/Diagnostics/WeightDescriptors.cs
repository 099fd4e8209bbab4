using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Checkpoints.</summary>
internal static class WeightDescriptors
{
    public static readonly DiagnosticDescriptor NoCheckpoint = new(
        ProblemId.NoCheckpoint, "No checkpoint yet",
        "'{0}' has no checkpoint: Infer throws until a .safetensors file of its name stands beside the class; train with the generated methods, or use Load",
        Descriptor.Category, DiagnosticSeverity.Info, true, helpLinkUri: Descriptor.Pages + ProblemId.NoCheckpoint + ".md");

    public static readonly DiagnosticDescriptor TensorMissing = new(
        ProblemId.TensorMissing, "Tensor is missing",
        "The checkpoint of '{0}' has no tensor '{1}' {2}: train again, or name the layer with [Key]",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TensorMissing + ".md");

    public static readonly DiagnosticDescriptor TensorUnknown = new(
        ProblemId.TensorUnknown, "Unknown tensor",
        "The checkpoint of '{0}' holds tensor '{1}', which no layer has: rename it, or name the layer with [Key]",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TensorUnknown + ".md");

    public static readonly DiagnosticDescriptor TensorShape = new(
        ProblemId.TensorShape, "Tensor has another shape",
        "Tensor '{1}' in the checkpoint of '{0}' is {2}, the network needs {3}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TensorShape + ".md");

    public static readonly DiagnosticDescriptor TensorType = new(
        ProblemId.TensorType, "Element type not supported",
        "Tensor '{1}' in the checkpoint of '{0}' has elements of type {2}: F32, F16 and BF16 are read",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TensorType + ".md");

    public static readonly DiagnosticDescriptor TensorNotFinite = new(
        ProblemId.TensorNotFinite, "Not a number",
        "Tensor '{1}' in the checkpoint of '{0}' holds {2}: training went astray, use an earlier checkpoint",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.TensorNotFinite + ".md");

    public static readonly DiagnosticDescriptor CheckpointUnreadable = new(
        ProblemId.CheckpointUnreadable, "Checkpoint cannot be read",
        "The checkpoint '{1}' of '{0}' cannot be read: {2}",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.CheckpointUnreadable + ".md");

    public static readonly DiagnosticDescriptor CheckpointNewer = new(
        ProblemId.CheckpointNewer, "Checkpoint is newer",
        "The checkpoint of '{0}' has schema {1}, newer than this compiler reads: update CompressDsl",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.CheckpointNewer + ".md");

    public static readonly DiagnosticDescriptor RangesMissing = new(
        ProblemId.RangesMissing, "Activation ranges are missing",
        "The checkpoint of '{0}' has no range for '{1}', so that it is measured at every call: call {0}.Calibrate(data), which adds it",
        Descriptor.Category, DiagnosticSeverity.Warning, true, helpLinkUri: Descriptor.Pages + ProblemId.RangesMissing + ".md");

    public static readonly DiagnosticDescriptor WeightsWithoutModel = new(
        ProblemId.WeightsWithoutModel, "Checkpoint without a model",
        "'{0}' is meant for the model '{1}', which is not in this project: check the name in <ModelWeights Model=\"...\" />",
        Descriptor.Category, DiagnosticSeverity.Warning, true, helpLinkUri: Descriptor.Pages + ProblemId.WeightsWithoutModel + ".md");

    public static readonly DiagnosticDescriptor SeveralCheckpoints = new(
        ProblemId.SeveralCheckpoints, "Several checkpoints",
        "'{0}' has more than one checkpoint: {1}; keep one",
        Descriptor.Category, DiagnosticSeverity.Error, true, helpLinkUri: Descriptor.Pages + ProblemId.SeveralCheckpoints + ".md");
}
