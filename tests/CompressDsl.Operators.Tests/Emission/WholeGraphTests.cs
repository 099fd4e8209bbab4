using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Networks of many layers against their meaning: fusions, buffer sharing, folding.</summary>
public sealed class WholeGraphTests(ITestOutputHelper log)
{
    private static readonly string[] Functions = ["Relu", "Relu6", "Sigmoid", "Tanh", "Gelu", "Silu", "Softmax", "LayerNorm", "LeakyRelu"];

    [Fact]
    public void Random_networks_compute_their_meaning()
    {
        var random = new Random(Seeds.Next(log));
        var cases = Enumerable.Range(0, 12).Select(_ => RandomGraph(random)).Select(g => (Graph: g, Checkpoint: RandomWeights.For(g, random))).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var (graph, checkpoint) = cases[i];
            var input = RandomInputs.Of(graph[0].Type, random, 5);
            var expected = RandomWeights.Evaluator(graph, checkpoint).Run(input).SelectMany(o => o.Data).ToArray();
            var output = new float[expected.Length];
            RandomInputs.Infer(networks[i].Default, [input], graph, output);
            for (var n = 0; n < output.Length; n++)
                Assert.True(Math.Abs(expected[n] - output[n]) <= 2e-3 * (1 + Math.Abs(expected[n])), $"output {n} is {output[n]}, the meaning {expected[n]}\n{graph}");
        }
    }

    [Fact]
    public void A_folded_batch_norm_changes_nothing()
    {
        var random = new Random(Seeds.Next(log));
        var graph = new GraphBuilder("Normed");
        var value = graph.Add(new Input(0, TensorType.Float(Shape.Of(30))), "x");
        value = MultilayerTests.Dense(graph, value, "fc1", 21, Compression.None);
        value = QuantizedTests.Function("BatchNorm1d", graph, value, "norm");
        value = graph.Add(new Generator.Operators.Relu(), "relu", value);
        value = MultilayerTests.Dense(graph, value, "fc2", 4, Compression.None);
        var network = graph.Build(value);
        var checkpoint = RandomWeights.For(network, random);
        var compiled = CompiledNetwork.Of(network, checkpoint);
        Assert.Contains(compiled.Compiled.Files, f => f.Text.Contains("norm"));
        Assert.DoesNotContain(compiled.Compiled.Files, f => f.HintName.Contains("Kernels") && f.Text.Contains("norm-scale"));
        var input = RandomWeights.Floats(random, 30);
        var output = new float[4];
        compiled.Default.Infer(input.AsSpan(), output);
        var expected = RandomWeights.Evaluator(network, checkpoint).Run(RandomWeights.Array(input, 30))[0].Data;
        for (var n = 0; n < 4; n++) Assert.Equal(expected[n], output[n], 1e-3 * (1 + Math.Abs(expected[n])));
    }

    private static ModelGraph RandomGraph(Random random)
    {
        var graph = new GraphBuilder("Random");
        var named = random.Next(3) == 0;
        var width = random.Next(2, 40);
        var shape = named ? Shape.Of(new Dimension(9, "n"), width) : Shape.Of(width);
        var values = new List<int> { graph.Add(new Input(0, TensorType.Float(shape)), "x") };
        for (var layer = 0; layer < random.Next(3, 9); layer++)
        {
            var value = values[random.Next(values.Count)];
            var name = $"l{layer}";
            var partner = values.Find(v => v != value && graph.ShapeOf(v) == graph.ShapeOf(value));
            values.Add(random.Next(3) switch
            {
                0 => MultilayerTests.Dense(graph, value, name, random.Next(1, 50), Compression.None),
                1 when partner != 0 => graph.Add(new Add(), name, value, partner),
                _ => QuantizedTests.Function(Functions[random.Next(Functions.Length)], graph, value, name),
            });
        }

        return graph.Build(values[^1], values[values.Count / 2]);
    }
}
