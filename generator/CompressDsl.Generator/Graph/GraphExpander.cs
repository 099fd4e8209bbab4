using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>Writes composite operators in simple ones, until only simple ones are left.</summary>
internal static class GraphExpander
{
    /// <summary>
    /// The same network of simple operators. The last node of an expansion takes the composite's name; the others stand behind it
    /// (<c>softmax.max</c>).
    /// </summary>
    /// <param name="graph">Any graph.</param>
    /// <param name="forTraining">Whether operators take the form in which they are trained (dropout masks, batch statistics).</param>
    public static ModelGraph Expand(ModelGraph graph, bool forTraining = false)
    {
        var builder = new GraphBuilder(graph.Name);
        var ids = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
            ids[node.Id] = Add(builder, node.Operator, node.Name, new EquatableArray<int>(node.Inputs.Select(i => ids[i])), forTraining);
        return builder.Build(graph.Outputs.Select(o => ids[o]).ToArray());
    }

    /// <summary>Adds an operator, written in simple ones, to a graph that grows; returns the id of its result.</summary>
    public static int Add(GraphBuilder builder, Operator op, string name, EquatableArray<int> inputs, bool forTraining = false)
    {
        if (op is Parameter parameter) return builder.AddParameter(parameter);
        var scratch = new GraphBuilder(name);
        var leaves = inputs.Select(i => scratch.Add(new Input(i, builder.TypeOf(i)), "x")).ToArray();
        var result = (forTraining ? op.ExpandForTraining(scratch, leaves) : null) ?? op.Expand(scratch, leaves);
        if (result is not { } last) return builder.Add(op, name, inputs.ToArray());

        var ids = new int[scratch.Nodes.Count];
        foreach (var node in scratch.Nodes)
        {
            var local = node.Id == last ? name : $"{name}.{node.Name}";
            ids[node.Id] = node.Operator is Input leaf
                ? leaf.Index
                : Add(builder, node.Operator, local, new EquatableArray<int>(node.Inputs.Select(i => ids[i])), forTraining);
        }

        return ids[last];
    }
}
