using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Compressing;

/// <summary>Removes values that no output needs. Inputs stay (the caller gives them), and parameters (the checkpoint holds them).</summary>
internal static class DeadValues
{
    public static ModelGraph Remove(ModelGraph graph)
    {
        var needed = new bool[graph.Nodes.Count];
        foreach (var output in graph.Outputs) needed[output] = true;
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
        {
            if (graph[id].Operator is Input or Parameter) needed[id] = true;
            if (!needed[id]) continue;
            foreach (var input in graph[id].Inputs) needed[input] = true;
        }

        if (needed.All(n => n)) return graph;
        var ids = new int[graph.Nodes.Count];
        var nodes = new List<Node>();
        foreach (var node in graph.Nodes.Where(n => needed[n.Id]))
        {
            ids[node.Id] = nodes.Count;
            nodes.Add(node with { Id = nodes.Count, Inputs = Mapped(node.Inputs, ids) });
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes), Inputs = Mapped(graph.Inputs, ids), Outputs = Mapped(graph.Outputs, ids) };
    }

    private static EquatableArray<int> Mapped(EquatableArray<int> values, int[] ids) => new(values.Select(v => ids[v]));
}
