using CompressDsl.Generator.Graph;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>The kernels that operators ask for compute their meaning, forward and backward.</summary>
public sealed class LoweringTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(CatalogueCases.Computed), MemberType = typeof(CatalogueCases))]
    public void Kernels_compute_the_meaning(string name, int sample)
    {
        var run = new SampleRun(name, sample, output);
        Check(run, GraphExpander.Expand(run.Graph), run.Inputs);
    }

    [Theory]
    [MemberData(nameof(CatalogueCases.Computed), MemberType = typeof(CatalogueCases))]
    public void Kernels_of_the_gradient_compute_the_meaning(string name, int sample)
    {
        var run = new SampleRun(name, sample, output);
        var simple = GraphExpander.Expand(run.Graph, forTraining: true);
        var weights = run.Random(TensorType.Float(simple[simple.Outputs[0]].Type.Shape), -1, 1);
        Check(run, new GradientGraph(simple).Graph, [.. run.Inputs, weights]);
    }

    private static void Check(SampleRun run, ModelGraph graph, NumericArray[] inputs)
    {
        var expected = run.Run(graph, inputs);
        var actual = new ExecutingContext(graph, run).Run(inputs);
        foreach (var node in graph.Nodes.Where(n => actual[n.Id] is not null))
            Near.Equal(expected[node.Id].Data, actual[node.Id]!.Data, 1e-9);
    }
}
