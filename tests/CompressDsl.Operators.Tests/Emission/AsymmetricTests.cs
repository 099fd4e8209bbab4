using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Asymmetric grids whose integers are stored with offsets: 8 bits, and groups of inputs. Exactly the reference on every instruction set.</summary>
public sealed class AsymmetricTests(ITestOutputHelper log)
{
    private static readonly GridDetails Grid = new() { IsAsymmetric = true };

    [Fact]
    public void Eight_bits_give_the_integers_of_the_contract_on_every_tier()
    {
        (int Inputs, int Outputs)[] shapes = [(1, 1), (3, 5), (7, 17), (31, 33), (64, 48), (130, 10), (65, 100), (130, 200)];
        GridDetails[] grids = [Grid, Grid with { Granularity = Granularity.PerTensor }, Grid with { HasPowerOfTwoScales = true }];
        CheckExactly(
            from shape in shapes
            from grid in grids
            from mode in new[] { QuantizationMode.Static, QuantizationMode.Dynamic }
            select MultilayerTests.Mlp(new Compression(8, mode, Sparsity: 0.3) { Grid = grid }, shape.Inputs, shape.Outputs),
            QuantizedTests.Reference);
    }

    [Fact]
    public void Groups_give_the_bits_of_the_formula_on_every_tier()
    {
        (int Inputs, int Outputs, int Bits, int Size)[] layers =
            [(33, 1, 4, 32), (100, 17, 4, 16), (97, 48, 3, 32), (200, 33, 2, 64), (515, 20, 4, 256), (70, 35, 8, 32), (100, 64, 5, 16), (260, 18, 8, 128)];
        CheckExactly(
            from layer in layers
            from mode in new[] { QuantizationMode.Static, QuantizationMode.Dynamic }
            select MultilayerTests.Mlp(new Compression(layer.Bits, mode) { Grid = Grid.InGroups(layer.Size) }, layer.Inputs, layer.Outputs),
            GroupTests.Reference);
    }

    [Fact]
    public void Float_activations_give_the_meaning()
    {
        var random = new Random(Seeds.Next(log));
        (int Bits, int Size)[] grids = [(8, 0), (4, 16), (2, 32), (7, 32), (8, 64)];
        var cases = grids.SelectMany(g => new[] { (33, 1), (100, 17), (300, 70) }.Select(s =>
            Ready(MultilayerTests.Mlp(new Compression(g.Bits, QuantizationMode.WeightOnly) { Grid = Grid.InGroups(g.Size) }, s.Item1, s.Item2), random))).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var input = RandomWeights.Floats(random, cases[i].Graph[0].Type.Shape.Elements);
            var expected = Deployed.Run(cases[i].Graph, cases[i].Checkpoint, RandomWeights.Array(input, input.Length));
            foreach (var tier in LaneTiers.Supported)
            {
                var output = Run(networks[i].Default, tier, input, expected.Length);
                for (var n = 0; n < expected.Length; n++) Assert.Equal(expected[n], output[n], 1e-3);
            }
        }
    }

    [Theory]
    [InlineData(QuantizationMode.Static, 8, 0)]
    [InlineData(QuantizationMode.Dynamic, 8, 0)]
    [InlineData(QuantizationMode.WeightOnly, 8, 0)]
    [InlineData(QuantizationMode.Static, 4, 16)]
    [InlineData(QuantizationMode.Dynamic, 4, 16)]
    public void Networks_of_images_compute_their_meaning(QuantizationMode mode, int bits, int size)
    {
        var random = new Random(Seeds.Next(log));
        foreach (var width in new[] { 16, 37 })
        {
            var layers = new LayerStack("Images", new Compression(bits, mode) { Grid = Grid.InGroups(size) });
            var x = layers.Graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 9, 11))), "image");
            var first = layers.Relu(layers.Norm(layers.Conv(x, "first", width, 3)));
            var second = layers.Relu(layers.Conv(layers.Relu(layers.Conv(first, "tiled", width, 3)), "pixels", width, 1));
            var sum = layers.Relu(layers.Add(layers.RowConv(second, "row", width), first));
            var (graph, checkpoint) = Ready(layers.Graph.Build(layers.Head(layers.Conv(sum, "strided", 20, 3, 2))), random);
            Assert.Empty(AsymmetricWeights.Refused(graph));
            CheckMeaning(graph, checkpoint, mode, random);
        }
    }

    [Fact]
    public void Rows_compute_their_meaning_one_by_one()
    {
        var random = new Random(Seeds.Next(log));
        foreach (var (mode, shape) in new[] { QuantizationMode.Static, QuantizationMode.Dynamic }.SelectMany(m => new[] { Shape.Of(3, 70), Define.Tokens(5, 70) }.Select(s => (m, s))))
        {
            var builder = new GraphBuilder("Rows");
            var x = builder.Add(new Input(0, TensorType.Float(shape)), "x");
            var hidden = builder.Add(new Relu(), "relu", MultilayerTests.Dense(builder, x, "first", 50, new Compression(8, mode) { Grid = Grid }));
            var middle = builder.Add(new Gelu(false), "gelu", MultilayerTests.Dense(builder, hidden, "second", 40, new Compression(4, mode) { Grid = Grid.InGroups(16) }));
            var (graph, checkpoint) = Ready(builder.Build(MultilayerTests.Dense(builder, middle, "last", 9, new Compression(8, mode) { Grid = Grid })), random);
            CheckMeaning(graph, checkpoint, mode, random);
        }
    }

    [Fact]
    public void Layers_without_a_kernel_for_offsets_get_a_symmetric_grid()
    {
        var layers = new LayerStack("Depthwise", new Compression(8) { Grid = Grid });
        var image = layers.Graph.Add(new Input(0, TensorType.Float(Shape.Of(16, 5, 5))), "image");
        var grouped = layers.Graph.Build(layers.Head(layers.Depthwise(image, "depthwise", 3)));
        var blocks = MultilayerTests.Mlp(new Compression(8, Sparsity: 0.5, Pattern: PrunePattern.Block16x4) { Grid = Grid }, 64, 32);
        foreach (var (graph, key, why) in new[] { (grouped, "depthwise.weight", "groups"), (blocks, "layer1.weight", "blocks") })
        {
            var (weight, reason) = Assert.Single(AsymmetricWeights.Refused(graph));
            Assert.Equal(key, weight);
            Assert.Contains(why, reason);
            Assert.All(Lowerer.Lower(Passes.Compress(graph), "M").Recipe.Weights, w => Assert.Equal(w.Kind == WeightKind.Matrix && w.Key != key, w.Grid.IsAsymmetric));
            var random = new Random(Seeds.Next(log));
            var (ready, checkpoint) = Ready(graph, random);
            CheckMeaning(ready, checkpoint, QuantizationMode.Static, random);
        }
    }

    private void CheckExactly(IEnumerable<ModelGraph> graphs, Func<ModelGraph, Checkpoint, float[], float[]> reference)
    {
        var random = new Random(Seeds.Next(log));
        var cases = graphs.Select(g => Ready(g, random)).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var (graph, checkpoint) = cases[i];
            var input = RandomWeights.Floats(random, graph[0].Type.Shape.Elements, -6, 3);
            var expected = reference(graph, checkpoint, input);
            foreach (var session in new[] { networks[i].Default, networks[i].Load(checkpoint) })
                foreach (var tier in LaneTiers.Supported) Assert.Equal(expected, Run(session, tier, input, expected.Length));
        }
    }

    private static void CheckMeaning(ModelGraph graph, Checkpoint checkpoint, QuantizationMode mode, Random random)
    {
        var compiled = CompiledNetwork.Of(graph, checkpoint);
        var shape = graph[graph.Inputs[0]].Type.Shape;
        var input = RandomWeights.Floats(random, shape.Elements);
        var expected = Deployed.Run(graph, checkpoint, RandomWeights.Array(input, shape.Dimensions.Select(d => d.Size).ToArray()));
        var outputs = LaneTiers.Supported.Select(t => Run(compiled.Default, t, input, expected.Length)).ToList();
        if (mode != QuantizationMode.WeightOnly) Assert.All(outputs, o => Assert.Equal(outputs[0], o));
        var size = expected.Max(Math.Abs);
        foreach (var output in outputs)
            for (var n = 0; n < expected.Length; n++) Assert.Equal(expected[n], output[n], 0.02 * size);
    }

    /// <summary>Weights that lie around 0, above it, and below it.</summary>
    private static (ModelGraph Graph, Checkpoint Checkpoint) Ready(ModelGraph graph, Random random)
    {
        var checkpoint = RandomWeights.For(graph, random);
        foreach (var parameter in graph.Parameters.Select(p => (Parameter)p.Operator).Where(p => p.Kind == WeightKind.Matrix))
        {
            var tensor = checkpoint[parameter.Key];
            var values = tensor.ToFloats();
            var (reach, columns) = (values.Max(Math.Abs), values.Length / tensor.Shape[0]);
            checkpoint = checkpoint.With(CheckpointTensor.Of(parameter.Key, tensor.Shape, values.Select((v, i) => v + (((i / columns % 3) - 1) * reach)).ToArray()));
        }

        return (graph, RandomWeights.Calibrated(graph, checkpoint, random));
    }

    private static float[] Run(IModel session, LaneTier tier, float[] input, int length)
    {
        var output = new float[length];
        CompiledNetwork.ForTier(session, tier).Infer(input.AsSpan(), output);
        return output;
    }
}
