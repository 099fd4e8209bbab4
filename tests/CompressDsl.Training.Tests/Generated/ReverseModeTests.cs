using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Training;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

public sealed class ReverseModeTests(ITestOutputHelper output)
{
    private const double Step = 1e-5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whole_graph_gradients_equal_central_differences(int seed)
    {
        output.WriteLine($"seed {seed}");
        var source = new RandomGraph(seed);
        var model = GraphExpander.Expand(source.Build(size: 3 + (seed % 9), width: 5));
        var parameters = RandomGraph.Values(model, source.Random);
        var input = RandomGraph.Fill(Shape.Of(5), source.Random);
        var direction = RandomGraph.Fill(Shape.Of(3), source.Random);

        var gradients = Gradients(ReverseMode.Build(model), parameters, input, direction);

        Assert.True(gradients.ContainsKey("last.weight") && gradients.ContainsKey("last.bias"));
        foreach (var (key, gradient) in gradients)
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                var expected = CentralDifference(model, parameters, input, direction, (key, i));
                Assert.True(Math.Abs(expected - gradient[i]) <= 1e-6 * (1 + Math.Abs(expected)), $"seed {seed}: {key}[{i}] is {gradient[i]}, expected {expected}\n{model}");
            }
        }
    }

    [Fact]
    public void A_layer_called_twice_has_one_gradient_with_two_parts()
    {
        var builder = new RandomGraph(1);
        var model = GraphExpander.Expand(builder.Twice());

        var training = ReverseMode.Build(model);

        var weight = training.Gradients.Single(g => ((Parameter)training.Graph[g.Parameter].Operator).Key == "shared.weight");
        Assert.Equal(2, weight.Contributions.Count);
    }

    [Fact]
    public void Forward_nodes_keep_their_ids_and_the_inputs_gradient_is_left_out()
    {
        var model = GraphExpander.Expand(new RandomGraph(3).Build(4, 5));

        var training = ReverseMode.Build(model);

        Assert.Equal(model.Nodes, training.Graph.Nodes.Take(training.ForwardCount));
        var needed = new HashSet<int>(training.Graph.Outputs.Concat(training.OutputGradients));
        foreach (var node in training.Graph.Nodes.Skip(training.ForwardCount))
            Assert.True(needed.Contains(node.Id) || training.Graph.Users(node.Id).Any(), $"nobody reads {node}");
    }

    private static Dictionary<string, double[]> Gradients(
        TrainingGraph training, Dictionary<string, NumericArray> parameters, NumericArray input, NumericArray direction)
    {
        var evaluator = Evaluator(training.Graph, parameters);
        var values = evaluator.RunAll(input, direction);
        return training.Gradients.ToDictionary(
            g => ((Parameter)training.Graph[g.Parameter].Operator).Key,
            g => Enumerable.Range(0, values[g.Contributions[0]].Length).Select(i => g.Contributions.Sum(c => values[c].Data[i])).ToArray());
    }

    private static double CentralDifference(
        ModelGraph model, Dictionary<string, NumericArray> parameters, NumericArray input, NumericArray direction, (string Key, int Index) at)
    {
        var data = parameters[at.Key].Data;
        var kept = data[at.Index];
        data[at.Index] = kept + Step;
        var up = Loss();
        data[at.Index] = kept - Step;
        var down = Loss();
        data[at.Index] = kept;
        return (up - down) / (2 * Step);

        double Loss() => Evaluator(model, parameters).Run(input)[0].Data.Zip(direction.Data, (y, d) => y * d).Sum();
    }

    private static GraphEvaluator Evaluator(ModelGraph graph, Dictionary<string, NumericArray> parameters)
    {
        var evaluator = new GraphEvaluator(graph);
        foreach (var (key, value) in parameters) evaluator.Parameters[key] = value;
        return evaluator;
    }
}
