using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>The network in operators that TorchSharp has: composite ones without a text of their own are written in their simple ones.</summary>
internal sealed class TorchGraph
{
    private readonly GraphBuilder builder;

    private TorchGraph(string name) => builder = new GraphBuilder(name);

    /// <summary>The network as a module runs it.</summary>
    /// <param name="graph">As it was declared.</param>
    /// <exception cref="NotSupportedException">An operator has no counterpart; the text names its node.</exception>
    public static ModelGraph Of(ModelGraph graph)
    {
        var torch = new TorchGraph(graph.Name);
        var ids = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
            ids[node.Id] = torch.Add(node.Operator, node.Name, new EquatableArray<int>(node.Inputs.Select(i => ids[i])));
        return torch.builder.Build(graph.Outputs.Select(o => ids[o]).ToArray());
    }

    private int Add(Operator op, string name, EquatableArray<int> inputs)
    {
        if (op is Parameter parameter) return builder.AddParameter(parameter);
        if (op is Input || HasText(op, inputs)) return builder.Add(op, name, inputs.ToArray());
        var scratch = new GraphBuilder(name);
        var leaves = inputs.Select(i => scratch.Add(new Input(i, builder.TypeOf(i)), "x")).ToArray();
        // The simple operators read a parameter in the order of computation, and the module has it as the checkpoint does.
        var isStored = inputs.Any(i => builder[i].Operator is Parameter { Storage: not null });
        if (isStored || op.Expand(scratch, leaves) is not { } last)
            throw new NotSupportedException($"'{name}' ({op.Describe()}) has no counterpart there");

        var ids = new int[scratch.Nodes.Count];
        foreach (var node in scratch.Nodes)
        {
            ids[node.Id] = node.Operator is Input leaf
                ? leaf.Index
                : Add(node.Operator, node.Id == last ? name : $"{name}.{node.Name}", new EquatableArray<int>(node.Inputs.Select(i => ids[i])));
        }

        return ids[last];
    }

    private bool HasText(Operator op, EquatableArray<int> inputs)
    {
        var scratch = new GraphBuilder("x");
        var leaves = inputs.Select(i => scratch.Add(builder[i].Operator is Parameter or Operators.Scalar ? builder[i].Operator : new Input(i, builder.TypeOf(i)), "x")).ToArray();
        if (scratch.Nodes.All(n => n.Operator is not Input)) scratch.Add(new Input(0, TensorType.Float(Shape.Scalar)), "x");
        var node = scratch[scratch.Add(op, "y", leaves)];
        var texts = scratch.Nodes.ToDictionary(n => n.Id, _ => "x");
        return op.Torch(new TorchContext(scratch.Build(node.Id), node, texts)) is not null;
    }
}
