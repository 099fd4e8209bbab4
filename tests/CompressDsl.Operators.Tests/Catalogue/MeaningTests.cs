using CompressDsl.Generator.Graph;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Shape rules and meanings of all operators agree, and composites mean the same as what they are written in.</summary>
public sealed class MeaningTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(CatalogueCases.All), MemberType = typeof(CatalogueCases))]
    public void Meaning_has_the_inferred_shape(string name, int sample)
    {
        var run = new SampleRun(name, sample, output);
        foreach (var graph in new[] { run.Graph, GraphExpander.Expand(run.Graph) })
        {
            var values = run.Run(graph);
            Assert.All(graph.Nodes, n => Assert.Equal(run.Sizes(n.Type.Shape), values[n.Id].Shape));
        }
    }

    [Theory]
    [MemberData(nameof(CatalogueCases.All), MemberType = typeof(CatalogueCases))]
    public void Expansion_means_the_same(string name, int sample)
    {
        var run = new SampleRun(name, sample, output);
        var expanded = GraphExpander.Expand(run.Graph);
        output.WriteLine(expanded.ToString());
        Assert.All(expanded.Nodes, n => Assert.Null(n.Operator.Expand(new GraphBuilder("probe"), default)));
        Assert.Equal(run.Graph.Outputs.Select(o => run.Graph[o].Name), expanded.Outputs.Select(o => expanded[o].Name));
        var (expected, actual) = (run.Run(run.Graph), run.Run(expanded));
        for (var o = 0; o < expanded.Outputs.Count; o++) Near.Equal(expected[run.Graph.Outputs[o]].Data, actual[expanded.Outputs[o]].Data, 1e-9);
    }
}
