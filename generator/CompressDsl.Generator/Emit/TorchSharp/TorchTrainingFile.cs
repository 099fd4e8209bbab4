using CompressDsl.Generator.Emit.Training;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>The file with the loops that train a model on TorchSharp, and the pass that they run.</summary>
internal sealed class TorchTrainingFile
{
    private const string Library = "global::CompressDsl.Training.";

    private const string Progress = $"global::System.IProgress<{Library}TrainingProgress>? progress = null";

    private readonly ModelSource model;
    private readonly ModelGraph graph;

    private TorchTrainingFile(ModelSource model) => (this.model, graph) = (model, TrainingFiles.ForOtherEngine(model));

    private string Network => $"{model.Type.Name}TorchNetwork";

    private string Loops => $"global::{SourceFile.OwnNamespace}.{model.Type.Name}TorchLoops";

    /// <summary>The file.</summary>
    /// <exception cref="NotSupportedException">The training network has no counterpart in TorchSharp; the text says what.</exception>
    public static string Print(ModelSource model) => new TorchTrainingFile(model).Print();

    private string Print()
    {
        var w = new SourceWriter();
        SourceFile.WriteHeader(w, model, "training on TorchSharp");
        using (TorchNames.OpenType(w, model.Type, "TorchNetwork", "TorchTeacher"))
        {
            WriteTrain(w);
            if (model.Declaration.Distillation is { } distillation) WriteDistill(w, distillation);
        }

        w.Line();
        using (SourceFile.OpenOwn(w))
        {
            w.Line("using CompressDsl.Training;");
            w.Line("using torch = global::TorchSharp.torch;");
            w.Line("using functional = global::TorchSharp.torch.nn.functional;").Line();
            WriteLoops(w);
            w.Line();
            WriteNetwork(w);
        }

        return w.ToString();
    }

    private void WriteTrain(SourceWriter w)
    {
        w.Line($"""
            /// <summary>The network as it is trained, its forward and backward pass on TorchSharp: what CreateTrainingNetwork gives for the embedded engine.</summary>
            /// <param name="device">torch.CPU (the default), torch.CUDA or torch.MPS.</param>
            public static {Library}TrainingNetwork CreateTorchTrainingNetwork(torch.Device? device = null) =>
                new global::{SourceFile.OwnNamespace}.{Network}(CreateTrainingNetwork().Plan, device);

            /// <summary>
            /// As Train, with the forward and the backward pass on TorchSharp: the same masks, grids, losses, optimiser and checkpoint.
            /// </summary>
            /// <param name="data">The samples.</param>
            /// <param name="options">How to train; a shard is the whole batch unless ShardRows is given.</param>
            /// <param name="device">torch.CPU (the default), torch.CUDA or torch.MPS.</param>
            /// <param name="progress">Told several times a second, or null.</param>
            /// <returns>The history and the finished checkpoint.</returns>
            /// <exception cref="global::System.NotSupportedException">The options ask for what TorchSharp does not give; the text says what.</exception>
            public static {Library}TrainingResult TrainTorch({Library}IDataSource data, {Library}TrainingOptions options, torch.Device? device = null, {Progress}) =>
                {Loops}.Train({NewNetwork}, data, {Options}, progress);
            """);
    }

    private const string Options = "TorchNetwork.OptionsOf(options, CreateTrainingNetwork().Plan)";

    private const string NewNetwork = "CreateTorchTrainingNetwork(device)";

    private void WriteDistill(SourceWriter w, DistillationDeclaration distillation)
    {
        const string Arguments = $"{Library}IDataSource data, {Library}DistillationOptions options";
        const string Answers = "_ => teacher";
        w.Line().Line("/// <summary>As Distill, with the student's forward and backward pass on TorchSharp.</summary>");
        w.Line($"/// <param name=\"teacher\">The teacher, e.g. a session of {Xml.Escape(distillation.Teacher)}.</param>");
        WriteParameters(w, withDevice: true);
        WriteLoop(w, $"global::CompressDsl.IModel teacher, {Arguments}", $"run => {Library}TeacherOutputs.Of(teacher, run.Signature, run.Runner)");
        w.Line().Line("/// <summary>As Distill, with the student's forward and backward pass on TorchSharp.</summary>");
        w.Line("/// <param name=\"teacher\">Gives its outputs for the rows of a batch.</param>");
        WriteParameters(w, withDevice: true);
        WriteLoop(w, $"{Library}BatchTeacher teacher, {Arguments}", Answers);
        if (Teacher is not { } shape) return;

        const string Module = "torch.nn.Module<torch.Tensor, torch.Tensor> teacher";
        w.Line().Line("/// <summary>As Distill, with teacher and student on TorchSharp.</summary>");
        w.Line("/// <param name=\"teacher\">A module that takes what this model takes, the batch first; it is put into evaluation mode and stays on its device.</param>");
        WriteParameters(w, withDevice: true);
        w.Line($"public static {Library}TrainingResult DistillTorch({Module}, {Arguments}, torch.Device? device = null, {Progress}) =>");
        w.Line($"    DistillTorch(TorchTeacher.Of(teacher, {shape}), data, options, device, progress);");
        w.Line().Line("/// <summary>As Distill, by a teacher on TorchSharp; the student is trained by the embedded engine.</summary>");
        w.Line("/// <param name=\"teacher\">A module that takes what this model takes, the batch first; it is put into evaluation mode and stays on its device.</param>");
        WriteParameters(w, withDevice: false);
        w.Line($"public static {Library}TrainingResult Distill({Module}, {Arguments}, {Progress}) =>");
        w.Line($"    Distill(TorchTeacher.Of(teacher, {shape}), data, options, progress);");
    }

    /// <summary>How a module is given the rows, for a model of one input and one output; else null.</summary>
    private string? Teacher => model.Declaration.Graph is { Inputs.Count: 1, Outputs.Count: 1 } declared
        ? declared[declared.Inputs[0]].Type is { Element: ElementType.Float32, Shape: var shape }
            ? $"tokens: false{string.Concat(shape.Dimensions.Select(d => ", " + Literal.Of(d.Size)))}"
            : "tokens: true"
        : null;

    private void WriteLoop(SourceWriter w, string parameters, string teacher)
    {
        w.Line($"public static {Library}TrainingResult DistillTorch({parameters}, torch.Device? device = null, {Progress}) =>");
        w.Line($"    {Loops}.Distill({NewNetwork}, {teacher}, data, {Options}, progress);");
    }

    private static void WriteParameters(SourceWriter w, bool withDevice)
    {
        w.Line("/// <param name=\"data\">The samples.</param>");
        w.Line("/// <param name=\"options\">How to train.</param>");
        if (withDevice) w.Line("/// <param name=\"device\">Of the student: torch.CPU (the default), torch.CUDA or torch.MPS.</param>");
        w.Line("/// <param name=\"progress\">Told several times a second, or null.</param>");
    }

    private void WriteLoops(SourceWriter w)
    {
        w.Line($"/// <summary>The loops that train {Xml.Escape(model.Type.FullName)} on TorchSharp.</summary>");
        w.Line(SourceFile.GeneratedCode.Replace("global::System.CodeDom.Compiler.", ""));
        using (w.Block($"file static class {model.Type.Name}TorchLoops")) TrainingLoopFile.WriteForOtherEngine(w, model.Declaration);
    }

    private void WriteNetwork(SourceWriter w)
    {
        w.Line($"/// <summary>{Xml.Escape(model.Type.FullName)} as it is trained: images with channels last, parameters in the order of computation, points where activations go on their grids.</summary>");
        w.Line(SourceFile.GeneratedCode.Replace("global::System.CodeDom.Compiler.", ""));
        using (w.Block($"file sealed class {Network} : TorchNetwork"))
        {
            w.Line($"public {Network}(NetworkPlan plan, torch.Device? device) : base(plan, device)").Line("{").Line("}").Line();
            using (w.Block("protected override torch.Tensor[] Run(TorchPass pass)"))
            {
                var forward = new TorchForward(graph, []) { IsTraining = true };
                foreach (var node in graph.Parameters) forward.Name(node.Id, $"pass[{Literal.Of(((Parameter)node.Operator).Key)}]");
                WriteInputs(w, forward);
                var outputs = forward.Write(w);
                w.Line($"return new[] {{ {string.Join(", ", outputs)} }};");
            }
        }
    }

    private void WriteInputs(SourceWriter w, TorchForward forward)
    {
        var offset = 0;
        foreach (var node in graph.Inputs.Select(i => graph[i]))
        {
            var name = forward.Unique(Identifier.Camel(node.Name));
            forward.Name(node.Id, name);
            var isTokens = node.Type.Element == ElementType.Int32;
            var sizes = string.Concat(node.Type.Shape.Dimensions.Select(d => ", " + Literal.Of(d.Size)));
            w.Line($"var {name} = {(isTokens ? "pass.Tokens" : $"pass.Input({Literal.Of(offset)}{sizes})")}; // {TorchForward.Words(node.Type.Shape)}");
            if (!isTokens) offset += node.Type.Shape.Elements;
        }
    }
}
