using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Integers: exactly the reference, on every instruction set.</summary>
public sealed class QuantizedTests(ITestOutputHelper log)
{
    [Fact]
    public void A_quantised_layer_gives_the_integers_of_the_contract_on_every_tier()
    {
        var random = new Random(Seeds.Next(log));
        (int Inputs, int Outputs)[] shapes = [(1, 1), (3, 5), (4, 16), (7, 17), (31, 33), (64, 48), (130, 10), (65, 100), (16, 129), (130, 200)];
        var cases = shapes.SelectMany(s => new[]
        {
            MultilayerTests.Mlp(new Compression(8), s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(8, Sparsity: 0.5, Pattern: PrunePattern.Block16x4), s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(7), s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(6), s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(6, Sparsity: 0.5, Pattern: PrunePattern.Block16x4), s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(1), s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(5) { Grid = new() { IsAsymmetric = true, HasPowerOfTwoScales = true } }, s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(8) { Grid = new() { Granularity = Granularity.PerTensor } }, s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(8) { ActivationBits = 4 }, s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(2) { ActivationBits = 2 }, s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(3) { Grid = new() { HasCodebook = true } }, s.Inputs, s.Outputs),
            MultilayerTests.Mlp(new Compression(8, Sparsity: 0.8, Pattern: PrunePattern.Block8x4), s.Inputs, s.Outputs),
        }).Select(g => MultilayerTests.Ready(g, random)).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var input = RandomWeights.Floats(random, cases[i].Graph[0].Type.Shape.Elements, -6, 6);
            var expected = Reference(cases[i].Graph, cases[i].Checkpoint, input);
            foreach (var tier in LaneTiers.Supported)
            {
                var output = new float[expected.Length];
                CompiledNetwork.ForTier(networks[i].Default, tier).Infer(input.AsSpan(), output);
                Assert.Equal(expected, output);
            }
        }
    }

    [Fact]
    public void Layer_norm_and_softmax_between_int8_layers_are_the_same_bits_on_every_tier()
    {
        var random = new Random(Seeds.Next(log));
        var graph = new GraphBuilder("Mixed");
        var value = graph.Add(new Input(0, TensorType.Float(Shape.Of(53))), "x");
        value = MultilayerTests.Dense(graph, value, "first", 45, new Compression(8));
        value = Function("LayerNorm", graph, value, "norm");
        value = Function("Gelu", graph, value, "gelu");
        value = Function("Softmax", graph, value, "soft");
        value = MultilayerTests.Dense(graph, value, "last", 19, new Compression(8));
        var (network, checkpoint) = MultilayerTests.Ready(graph.Build(value), random);
        var compiled = CompiledNetwork.Of(network, checkpoint);
        for (var sample = 0; sample < 20; sample++)
        {
            var input = RandomWeights.Floats(random, 53);
            var outputs = LaneTiers.Supported.Select(tier =>
            {
                var output = new float[19];
                CompiledNetwork.ForTier(compiled.Default, tier).Infer(input.AsSpan(), output);
                return output;
            }).ToList();
            foreach (var output in outputs) Assert.Equal(outputs[0], output);
            var expected = Deployed.Run(network, checkpoint, RandomWeights.Array(input, 53));
            for (var n = 0; n < 19; n++) Assert.Equal(expected[n], outputs[0][n], 0.05);
        }
    }

    internal static int Function(string name, GraphBuilder graph, int value, string edge)
    {
        var definition = OperatorCatalogue.All.Single(d => d.Name == name);
        var settings = definition.Settings.Where(s => s.Default is not null)
            .ToDictionary(s => s.Name, s => Convert.ChangeType(s.Default!, s.Type, System.Globalization.CultureInfo.InvariantCulture));
        if (name == "LayerNorm") settings["normalizedShape"] = graph.ShapeOf(value).Columns;
        if (name == "BatchNorm1d") settings["numFeatures"] = graph.ShapeOf(value).Columns;
        return definition.Build(new CallSite(graph, edge, new EquatableArray<int>(value), settings, Compression.None));
    }

    // The formulas of the contract, written down once more: float(acc) * (float)(sa * sw), or float(acc) * (sw * sa) + bias.
    internal static float[] Reference(ModelGraph graph, Checkpoint checkpoint, float[] input)
    {
        var context = new CompressionContext(Lowerer.Lower(Passes.Compress(graph), "M").Recipe, checkpoint);
        var isDynamic = context.Recipe.Activations[0].Mode == QuantizationMode.Dynamic;
        var grid = isDynamic ? ActivationGrid.FromRange(input.Min(), input.Max()) : context.Grid("layer1.input");
        var weight = context.Weight("layer1.weight");
        var (scales, bias) = (weight.NeedScales(), context.Bias(weight.Recipe, "layer1.bias"));
        var activations = input.Select(x => (int)grid.Quantize(x)).ToArray();
        return Enumerable.Range(0, weight.Rows).Select(n =>
        {
            var step = (double)grid.Scale * scales[n];
            var sum = isDynamic ? 0 : (int)Math.Round(bias[n] / step);
            for (var k = 0; k < weight.Columns; k++) sum += (activations[k] - grid.ZeroPoint) * weight.WholeOf(n, k);
            return isDynamic ? (sum * (scales[n] * grid.Scale)) + bias[n] : sum * (float)step;
        }).ToArray();
    }
}
