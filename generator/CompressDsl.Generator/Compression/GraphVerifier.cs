using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Compressing;

/// <summary>The rules of a legal graph, checked after every pass; a broken one is a mistake of the pass, not of the user.</summary>
internal static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">The graph is not legal.</exception>
    public static void Verify(ModelGraph graph, string pass)
    {
        void Require(bool condition, string rule)
        {
            if (!condition) throw new InvalidOperationException($"After '{pass}' the graph of {graph.Name} breaks a rule: {rule}.\n{graph}");
        }

        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            var node = graph[id];
            Require(node.Id == id, $"node {node.Name} has id {node.Id} at position {id}");
            Require(node.Inputs.All(i => i >= 0 && i < id), $"{node.Name} reads a value that is not made before it");
            Require(
                node.Operator.Infer(new(node.Inputs.Select(i => graph[i].Type))) == node.Type,
                $"{node.Name} has type {node.Type}, which its operator does not give");
        }

        Require(graph.Nodes.Select(n => n.Name).Distinct(StringComparer.Ordinal).Count() == graph.Nodes.Count, "two values have one name");
        Require(graph.Outputs.Count > 0 && graph.Outputs.All(o => o >= 0 && o < graph.Nodes.Count), "an output does not exist");
        Require(graph.Inputs.All(i => i >= 0 && i < graph.Nodes.Count && graph[i].Operator is Input), "an input does not exist");
        var keys = graph.Parameters.Select(p => ((Parameter)p.Operator).Key).ToList();
        Require(keys.Distinct(StringComparer.Ordinal).Count() == keys.Count, "a parameter stands twice");
    }
}
