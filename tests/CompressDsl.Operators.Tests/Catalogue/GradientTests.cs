using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>The gradient of every operator is its central difference, for every operand and trained parameter.</summary>
public sealed class GradientTests(ITestOutputHelper output)
{
    private const double Step = 1e-6;

    [Theory]
    [MemberData(nameof(CatalogueCases.Computed), MemberType = typeof(CatalogueCases))]
    public void Gradient_is_the_central_difference(string name, int sample)
    {
        var run = new SampleRun(name, sample, output);
        Check(run, GraphExpander.Expand(run.Graph));
    }

    [Theory]
    [MemberData(nameof(CatalogueCases.Computed), MemberType = typeof(CatalogueCases))]
    public void Gradient_of_the_trained_form_is_the_central_difference(string name, int sample)
    {
        var run = new SampleRun(name, sample, output);
        Check(run, GraphExpander.Expand(run.Graph, forTraining: true));
    }

    private void Check(SampleRun run, ModelGraph simple)
    {
        var gradient = new GradientGraph(simple);
        output.WriteLine(gradient.Graph.ToString());
        var weights = run.Random(TensorType.Float(simple[simple.Outputs[0]].Type.Shape), -1, 1);
        var values = run.Run(gradient.Graph, [.. run.Inputs, weights]);
        foreach (var node in simple.Nodes.Where(IsTrained))
        {
            var target = node.Operator is Input input ? run.Inputs[input.Index] : run.Parameters[node.Name];
            var expected = Differences(run, simple, target, weights);
            var actual = gradient.Of(node.Id) is { } id ? values[id].Data : new double[target.Length];
            output.WriteLine($"with respect to {node.Name}");
            Near.Equal(expected, actual, 1e-5);
        }
    }

    private static bool IsTrained(Node node) => node.Operator switch
    {
        Input input => input.Type.Element == ElementType.Float32,
        Parameter parameter => parameter.Kind != WeightKind.Statistic,
        _ => false,
    };

    private static double[] Differences(SampleRun run, ModelGraph graph, NumericArray target, NumericArray weights)
    {
        var differences = new double[target.Length];
        for (var i = 0; i < target.Length; i++)
        {
            var kept = target.Data[i];
            target.Data[i] = kept + Step;
            var above = Loss(run, graph, weights);
            target.Data[i] = kept - Step;
            differences[i] = (above - Loss(run, graph, weights)) / (2 * Step);
            target.Data[i] = kept;
        }

        return differences;
    }

    private static double Loss(SampleRun run, ModelGraph graph, NumericArray weights) =>
        run.Run(graph)[graph.Outputs[0]].Data.Zip(weights.Data, (y, w) => y * w).Sum();
}
