using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>The file with a model as a TorchSharp module, and the way of its weights from and to a checkpoint.</summary>
internal sealed class TorchModuleFile
{
    private const string Checkpoint = "global::CompressDsl.Core.Checkpoint";

    private readonly ModelSource model;
    private readonly ModelGraph graph;
    private readonly Dictionary<string, string> layers = [];

    private TorchModuleFile(ModelSource model)
    {
        (this.model, graph) = (model, TorchGraph.Of(model.Declaration.Graph));
        var names = new NameTable("torch", "functional", "training", "pass", "global");
        foreach (var layer in Parameters.Select(p => LayerOf(p.Key)).Distinct()) layers[layer] = names.Unique(Identifier.Camel(layer));
        RefuseNames(model.Type.Name, layers.Keys.Select(l => l.Split('.')[0]));
    }

    private IEnumerable<Parameter> Parameters => graph.Parameters.Select(n => (Parameter)n.Operator);

    /// <summary>The file.</summary>
    /// <exception cref="NotSupportedException">The model has no counterpart in TorchSharp; the text says what.</exception>
    public static string Print(ModelSource model) => new TorchModuleFile(model).Print();

    /// <summary>The module's base class: one tensor per input, one or a tuple of them as the result.</summary>
    /// <exception cref="NotSupportedException">There are more inputs than TorchSharp has modules for.</exception>
    public static string BaseOf(int inputs, int outputs)
    {
        if (inputs > TorchNames.MostInputs)
            throw new NotSupportedException($"it has {Literal.Of(inputs)} inputs, and modules have at most {Literal.Of(TorchNames.MostInputs)}");
        return $"torch.nn.Module<{string.Join(", ", Enumerable.Repeat("torch.Tensor", inputs).Append(ResultOf(outputs)))}>";
    }

    /// <summary>What forward returns.</summary>
    public static string ResultOf(int outputs) => outputs == 1 ? "torch.Tensor" : $"({string.Join(", ", Enumerable.Repeat("torch.Tensor", outputs))})";

    /// <summary>Names of the user's that would hide those which the file uses.</summary>
    private static void RefuseNames(string type, IEnumerable<string> fields)
    {
        if (type == "Torch") throw new NotSupportedException("a class of this name cannot hold another one of it");
        if (fields.FirstOrDefault(f => f is "torch" or "functional" or "Torch") is { } field)
            throw new NotSupportedException($"its field '{field}' hides a name of TorchSharp's");
    }

    private string Print()
    {
        var w = new SourceWriter();
        var name = Xml.Escape(model.Type.FullName);
        SourceFile.WriteHeader(w, model, "TorchSharp module");
        using (TorchNames.OpenType(w, model.Type, "TorchLayer", "TorchWeights"))
        {
            w.Line($"""
                /// <summary>A module with the weights of a checkpoint, bit for bit.</summary>
                /// <param name="checkpoint">Of {name}, from training, from PyTorch or from TorchSharp.</param>
                /// <exception cref="global::CompressDsl.Core.CheckpointException">A tensor is missing or has another shape; the text names it.</exception>
                public static Torch ToTorch({Checkpoint} checkpoint)
                """);
            using (w.Block())
            {
                w.Line("var module = new Torch();");
                w.Line("TorchWeights.Load(module, checkpoint);");
                w.Line("return module;");
            }

            w.Line($"""

                /// <summary>The weights of a module, bit for bit: what the build compiles and <c>Load</c> takes. Masks and ranges are not part of a module.</summary>
                /// <param name="module">Of any device.</param>
                public static {Checkpoint} FromTorch(Torch module) => TorchWeights.Save(module);

                """);
            WriteModule(w, name);
        }

        return w.ToString();
    }

    private void WriteModule(SourceWriter w, string name)
    {
        w.Line($"""
            /// <summary>
            /// {name} as a TorchSharp module: float, its state-dict keys those of the checkpoint. The first axis of every tensor is the batch.
            /// </summary>
            """);
        w.Line(SourceFile.GeneratedCode);
        using (w.Block($"public sealed class Torch : {BaseOf(graph.Inputs.Count, graph.Outputs.Count)}"))
        {
            foreach (var layer in layers) w.Line($"private readonly TorchLayer {layer.Value};");
            w.Line();
            w.Line("/// <summary>The network with start values.</summary>");
            using (w.Block($"public Torch() : base({Literal.Of(model.Type.Name)})"))
            {
                foreach (var layer in layers) WriteLayer(w, layer.Key, layer.Value);
            }

            w.Line();
            WriteForward(w);
        }
    }

    private void WriteLayer(SourceWriter w, string layer, string field)
    {
        w.Line($"{field} = TorchLayer.Of(this, {Literal.Of(layer)});");
        foreach (var parameter in Parameters.Where(p => LayerOf(p.Key) == layer))
        {
            var shape = (parameter.Storage?.Shape ?? parameter.Type.Shape).Dimensions.Select(d => Literal.Of(d.Size));
            var method = parameter.Kind == WeightKind.Statistic ? "Statistic" : parameter.InitialValue.Kind.ToString();
            w.Line($"{field}.{method}({Literal.Of(NameOf(parameter.Key))}, {Literal.Of(parameter.InitialValue.Scale)}, {string.Join(", ", shape)});");
        }
    }

    private void WriteForward(SourceWriter w)
    {
        var forward = new TorchForward(graph, layers.Values);
        var inputs = graph.Inputs.Select((id, i) => (Id: id, Name: Identifier.Escape(forward.Unique(model.Declaration.InputNames[i])))).ToArray();
        foreach (var (id, input) in inputs) forward.Name(id, input);
        foreach (var node in graph.Parameters)
        {
            var key = ((Parameter)node.Operator).Key;
            forward.Name(node.Id, $"{layers[LayerOf(key)]}[{Literal.Of(NameOf(key))}]");
        }

        w.Line("/// <summary>Runs the network on a batch.</summary>");
        foreach (var (id, input) in inputs)
            w.Line($"/// <param name=\"{input.TrimStart('@')}\">{TorchForward.Words(graph[id].Type.Shape)} {(graph[id].Type.Element == ElementType.Int32 ? "token ids (int64)" : "floats")}.</param>");
        w.Line($"/// <returns>{string.Join(", ", graph.Outputs.Select((o, i) => $"{model.Declaration.OutputNames[i]} {TorchForward.Words(graph[o].Type.Shape)}"))}.</returns>");
        using (w.Block($"public override {ResultOf(graph.Outputs.Count)} forward({string.Join(", ", inputs.Select(i => $"torch.Tensor {i.Name}"))})"))
        {
            var outputs = forward.Write(w);
            w.Line(outputs.Count == 1 ? $"return {outputs[0]};" : $"return ({string.Join(", ", outputs)});");
        }
    }

    private static string LayerOf(string key) => key.LastIndexOf('.') is > 0 and var dot
        ? key.Substring(0, dot)
        : throw new NotSupportedException($"parameter '{key}' belongs to no layer");

    private static string NameOf(string key) => key.Substring(key.LastIndexOf('.') + 1);
}
