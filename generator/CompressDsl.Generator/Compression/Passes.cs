using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>All passes, in order.</summary>
internal static class Passes
{
    /// <summary>From the declared network to simple operators with folded norms and quantisation points.</summary>
    /// <param name="graph">As the front end read it.</param>
    /// <param name="hasRange">Whether a static point's range is known; a point without one is measured at the call instead.</param>
    /// <param name="kept">Channels that stay of a group, where the weights say it; see <see cref="ChannelRemoval.Apply"/>.</param>
    public static ModelGraph Compress(ModelGraph graph, Func<string, bool>? hasRange = null, Func<string, int?>? kept = null) => Run(graph,
    [
        new("keep groups that have a kernel", WeightGroups.Apply),
        new("keep zero points that have a kernel", AsymmetricWeights.Apply),
        new("place quantisation points of functions", g => FunctionPoints.Apply(g, hasRange ?? (_ => true))),
        new("fold batch norms", BatchNormFolding.Apply),
        new("expand composite operators", g => GraphExpander.Expand(g)),
        new("compute with channels last", ChannelsLast.Apply),
        new("remove channels", g => ChannelRemoval.Apply(g, kept)),
        new("place quantisation points", g => QuantizationPoints.Apply(g, hasRange ?? (_ => true))),
        new("keep the points of tables", FunctionTables.RemoveOthers),
        new("remove dead values", DeadValues.Remove),
    ]);

    /// <summary>The network in the form in which its channels are looked at.</summary>
    public static ModelGraph BeforeRemoval(ModelGraph graph) => Run(graph,
    [
        new("fold batch norms", BatchNormFolding.Apply),
        new("expand composite operators", g => GraphExpander.Expand(g)),
        new("compute with channels last", ChannelsLast.Apply),
    ]);

    /// <summary>The network as it is pruned, its weights and activations in float: what it would be without <c>[Quantize]</c>.</summary>
    /// <param name="graph">As the front end read it.</param>
    /// <param name="kept">Channels that stay of a group, where the weights say it; see <see cref="ChannelRemoval.Apply"/>.</param>
    public static ModelGraph InFloat(ModelGraph graph, Func<string, int?>? kept = null) => Run(graph,
    [
        new("take quantisation away", WithoutQuantization),
        new("fold batch norms", BatchNormFolding.Apply),
        new("expand composite operators", g => GraphExpander.Expand(g)),
        new("compute with channels last", ChannelsLast.Apply),
        new("remove channels", g => ChannelRemoval.Apply(g, kept)),
        new("remove dead values", DeadValues.Remove),
    ]);

    private static ModelGraph Run(ModelGraph graph, Pass[] passes)
    {
        GraphVerifier.Verify(graph, "the front end");
        foreach (var pass in passes)
        {
            graph = pass.Apply(graph);
            GraphVerifier.Verify(graph, pass.Name);
        }

        return graph;
    }

    private static ModelGraph WithoutQuantization(ModelGraph graph)
    {
        int Unrounded(int id) => graph[id].Operator is FakeQuantize ? graph[id].Inputs[0] : id;
        var nodes = graph.Nodes.Select(n => n.Operator is Parameter p
            ? n with { Operator = p with { Compression = p.Compression.InFloat } }
            : n with { Inputs = new EquatableArray<int>(n.Inputs.Select(Unrounded)) });
        return graph with
        {
            Nodes = new EquatableArray<Node>(nodes),
            Outputs = new EquatableArray<int>(graph.Outputs.Select(Unrounded)),
        };
    }
}
