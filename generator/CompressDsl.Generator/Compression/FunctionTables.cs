using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>The functions of a compressed network that are tables: from one static quantisation point to another.</summary>
internal static class FunctionTables
{
    /// <summary>The functions of the values on static 8-bit grids.</summary>
    public static UnaryFunctions Of(ModelGraph graph) => new(graph, IsStatic);

    /// <summary>The functions that lead to static points alone: nobody needs their results but the tables.</summary>
    public static HashSet<int> Inside(ModelGraph graph, UnaryFunctions functions)
    {
        var inside = new HashSet<int>();
        foreach (var node in graph.Nodes.Reverse().Where(n => functions.IsFunction(n.Id) && !graph.Outputs.Contains(n.Id)))
        {
            if (graph.Users(node.Id).All(u => inside.Contains(u) || IsStatic(graph[u]))) inside.Add(node.Id);
        }

        return inside;
    }

    /// <summary>
    /// Takes the points away whose functions do not lead to static points alone (a range of the next layer may be missing): such functions
    /// run in float.
    /// </summary>
    public static ModelGraph RemoveOthers(ModelGraph graph)
    {
        var functions = Of(graph);
        var inside = Inside(graph, functions);
        bool IsForFunctions(int point) => graph.Users(point).All(functions.IsFunction);
        var outside = graph.Nodes.Select(n => n.Id).Where(id => functions.IsFunction(id) && !inside.Contains(id));
        var broken = new HashSet<int>(outside.Select(id => functions.SourceOf(id)!.Value).Where(IsForFunctions));
        if (broken.Count == 0) return graph;
        int Bypass(int id) => broken.Contains(id) ? graph[id].Inputs[0] : id;
        return graph with { Nodes = new EquatableArray<Node>(graph.Nodes.Select(n => n with { Inputs = new EquatableArray<int>(n.Inputs.Select(Bypass)) })) };
    }

    private static bool IsStatic(Node node) => node.Operator is FakeQuantize { Mode: QuantizationMode.Static };
}
