using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Takes indices off the end of a network: what is compiled and trained ends with the values that they are found among.</summary>
internal static class IndexResults
{
    /// <summary>The network that ends before its last <see cref="ArgMax"/> operators, and what these answer.</summary>
    public static (ModelGraph Graph, EquatableArray<IndexResult> Indices) TakeOff(ModelGraph graph)
    {
        var results = graph.Outputs.Select((id, output) => (Node: graph[id], Output: output)).Where(r => r.Node.Operator is ArgMax).ToArray();
        if (results.Length == 0) return (graph, default);
        var outputs = graph.Outputs.Select(o => graph[o].Operator is ArgMax ? graph[o].Inputs[0] : o);
        var indices = results.Select(r => Of(r.Node, r.Output, graph[r.Node.Inputs[0]].Type.Shape));
        return (Without(graph, results.Select(r => r.Node.Id), outputs), new EquatableArray<IndexResult>(indices));
    }

    private static IndexResult Of(Node node, int output, Shape operand)
    {
        var axis = operand.Axis(((ArgMax)node.Operator).Axis);
        return new IndexResult(output, node.Type, operand.Dimensions[axis].Size, operand.Dimensions.Skip(axis + 1).Aggregate(1, (product, d) => product * d.Size));
    }

    /// <summary>The graph without nodes that nobody reads.</summary>
    private static ModelGraph Without(ModelGraph graph, IEnumerable<int> nodes, IEnumerable<int> outputs)
    {
        var removed = new HashSet<int>(nodes.Where(id => !graph.Users(id).Any()));
        var builder = new GraphBuilder(graph.Name);
        var ids = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes.Where(n => !removed.Contains(n.Id)))
        {
            ids[node.Id] = node.Operator is Parameter parameter
                ? builder.AddParameter(parameter)
                : builder.Add(node.Operator, node.Name, node.Inputs.Select(i => ids[i]).ToArray());
        }

        return builder.Build(outputs.Select(o => ids[o]).ToArray());
    }
}
