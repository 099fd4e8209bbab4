using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>The functions of a compressed network that are tables: from one static quantisation point to another.</summary>
internal static class FunctionTables
{
    /// <summary>The functions of the values on static 8-bit grids.</summary>
    public static UnaryFunctions Of(ModelGraph graph) => new(graph, IsStatic);

    /// <summary>
    /// Takes the points away whose functions do not lead to static points alone (a range of the next layer may be missing): such functions
    /// run in float.
    /// </summary>
    public static ModelGraph RemoveOthers(ModelGraph graph)
    {
        var functions = Of(graph);
        bool Leaves(int id) => graph.Outputs.Contains(id) || graph.Users(id).Any(u => !functions.IsFunction(u) && !IsStatic(graph[u]));
        var broken = new HashSet<int>(graph.Nodes.Select(n => n.Id).Where(functions.IsFunction).Where(Leaves).Select(id => functions.SourceOf(id)!.Value));
        if (broken.Count == 0) return graph;
        int Bypass(int id) => broken.Contains(id) ? graph[id].Inputs[0] : id;
        return graph with { Nodes = new EquatableArray<Node>(graph.Nodes.Select(n => n with { Inputs = new EquatableArray<int>(n.Inputs.Select(Bypass)) })) };
    }

    private static bool IsStatic(Node node) => node.Operator is FakeQuantize { Mode: QuantizationMode.Static };
}
