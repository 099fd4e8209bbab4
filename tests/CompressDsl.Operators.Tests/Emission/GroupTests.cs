using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Weights with a scale per group of inputs: exactly the formula with 8-bit activations, near the meaning with float ones.</summary>
public sealed class GroupTests(ITestOutputHelper log)
{
    private static readonly (int Inputs, int Outputs, int Bits, int Size)[] Layers =
    [
        (33, 1, 4, 32), (64, 16, 4, 32), (100, 17, 4, 16), (97, 48, 3, 32), (200, 33, 2, 64), (300, 50, 4, 128), (515, 20, 4, 256),
        (70, 35, 8, 32), (100, 64, 5, 16), (260, 18, 8, 128),
        // More than one tile of 64 outputs: rests of one, two and three times 16.
        (64, 208, 4, 32), (130, 150, 4, 64), (96, 112, 6, 32),
    ];

    [Fact]
    public void Every_layer_gives_the_bits_of_the_formula_on_every_tier()
    {
        var random = new Random(Seeds.Next(log));
        var cases = Layers.SelectMany(l => new[] { QuantizationMode.Static, QuantizationMode.Dynamic }.Select(m => Case(l, m, random))).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var (graph, checkpoint) = cases[i];
            for (var sample = 0; sample < 3; sample++)
            {
                var input = RandomWeights.Floats(random, graph[0].Type.Shape.Elements, -6, 3);
                var expected = Reference(graph, checkpoint, input);
                foreach (var session in new[] { networks[i].Default, networks[i].Load(checkpoint) })
                {
                    foreach (var tier in LaneTiers.Supported) Assert.Equal(expected, Run(session, tier, input, expected.Length));
                }
            }
        }
    }

    [Fact]
    public void Float_activations_give_the_meaning()
    {
        var random = new Random(Seeds.Next(log));
        var cases = Layers.Select(l => Case(l, QuantizationMode.WeightOnly, random)).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var (graph, checkpoint) = cases[i];
            var input = RandomWeights.Floats(random, graph[0].Type.Shape.Elements);
            var expected = Deployed.Run(graph, checkpoint, RandomWeights.Array(input, input.Length));
            foreach (var tier in LaneTiers.Supported)
            {
                var output = Run(networks[i].Default, tier, input, expected.Length);
                for (var n = 0; n < expected.Length; n++) Assert.Equal(expected[n], output[n], 1e-4);
            }
        }
    }

    [Fact]
    public void Networks_with_groups_compute_their_meaning_row_by_row()
    {
        var random = new Random(Seeds.Next(log));
        foreach (var shape in new[] { Shape.Of(70), Shape.Of(3, 70), Define.Tokens(5, 70) })
        {
            var builder = new GraphBuilder("Rows");
            var x = builder.Add(new Input(0, TensorType.Float(shape)), "x");
            var hidden = builder.Add(new Relu(), "relu", MultilayerTests.Dense(builder, x, "first", 50, new Compression(4) { Grid = new() { GroupSize = 32 } }));
            var middle = builder.Add(new Gelu(false), "gelu", MultilayerTests.Dense(builder, hidden, "second", 40, new Compression(8)));
            var (graph, checkpoint) = MultilayerTests.Ready(builder.Build(MultilayerTests.Dense(builder, middle, "last", 9, new Compression(4) { Grid = new() { GroupSize = 16 } })), random);
            var compiled = CompiledNetwork.Of(graph, checkpoint);
            var input = RandomWeights.Floats(random, shape.Elements);
            var expected = Deployed.Run(graph, checkpoint, RandomWeights.Array(input, shape.Dimensions.Select(d => d.Size).ToArray()));
            var outputs = LaneTiers.Supported.Select(t => Run(compiled.Default, t, input, expected.Length)).ToList();
            Assert.All(outputs, o => Assert.Equal(outputs[0], o));
            for (var n = 0; n < expected.Length; n++) Assert.Equal(expected[n], outputs[0][n], 0.06);
        }
    }

    [Theory]
    [InlineData(QuantizationMode.Static, true)]
    [InlineData(QuantizationMode.Static, false)]
    [InlineData(QuantizationMode.Dynamic, true)]
    [InlineData(QuantizationMode.WeightOnly, true)]
    public void Convolutions_of_single_pixels_compute_their_meaning(QuantizationMode mode, bool isCalibrated)
    {
        var random = new Random(Seeds.Next(log));
        foreach (var bits in new[] { 4, 6 })
        {
            var (layers, image) = (new LayerStack("Pixels", new Compression(bits, mode) { Grid = new() { GroupSize = 16 } }), Shape.Of(3, 5, 6));
            var x = layers.Graph.Add(new Input(0, TensorType.Float(image)), "image");
            var wide = layers.Relu(layers.Conv(x, "wide", 40, 3));
            var sum = layers.Relu(layers.Add(wide, layers.Norm(layers.Conv(layers.Relu(layers.Conv(wide, "narrow", 37, 1)), "back", 40, 1))));
            var graph = layers.Graph.Build(layers.Head(layers.Conv(sum, "last", 4, 3)));
            var checkpoint = RandomWeights.For(graph, random);
            if (isCalibrated) checkpoint = RandomWeights.Calibrated(graph, checkpoint, random);
            Assert.Equal(["last.weight", "wide.weight"], WeightGroups.Refused(graph).Select(r => r.Weight).Order());

            var compiled = CompiledNetwork.Of(graph, checkpoint);

            var input = RandomWeights.Floats(random, image.Elements);
            var expected = Deployed.Run(graph, checkpoint, RandomWeights.Array(input, 3, 5, 6));
            var outputs = LaneTiers.Supported.Select(t => Run(compiled.Default, t, input, expected.Length)).ToList();
            if (mode != QuantizationMode.WeightOnly) Assert.All(outputs, o => Assert.Equal(outputs[0], o));
            foreach (var output in outputs)
                for (var n = 0; n < expected.Length; n++) Assert.Equal(expected[n], output[n], 0.06 * (1 + Math.Abs(expected[n])));
        }
    }

    [Fact]
    public void A_layer_without_a_kernel_for_groups_has_one_scale_per_output()
    {
        var groups = new Compression(4) { Grid = new() { GroupSize = 32 } };
        var layers = new LayerStack("Conv", groups);
        var graph = layers.Graph.Build(layers.Head(layers.Conv(layers.Graph.Add(new Input(0, TensorType.Float(Shape.Of(8, 5, 5))), "image"), "conv", 16, 3)));
        Assert.Contains(WeightGroups.Refused(graph), r => r is { Weight: "conv.weight", Size: 32, Why: "only Linear and Conv2d with windows of one pixel (kernelSize 1, stride 1, no padding, no groups of channels) have a kernel for groups" });
        var blocks = MultilayerTests.Mlp(groups with { Sparsity = 0.5, Pattern = PrunePattern.Block16x4 }, 64, 32);
        Assert.Contains("blocks", Assert.Single(WeightGroups.Refused(blocks)).Why);
        var small = MultilayerTests.Mlp(groups, 32, 8);
        Assert.Empty(WeightGroups.Refused(small));
        foreach (var network in new[] { graph, blocks, small })
            Assert.All(Lowerer.Lower(Passes.Compress(network), "M").Recipe.Weights, w => Assert.Equal(w.Key == "head.weight" ? 32 : 0, w.GroupSize));
    }

    [Fact]
    public void The_report_counts_the_stored_nibbles_and_scales()
    {
        var (graph, checkpoint) = Case((256, 64, 4, 32), QuantizationMode.Static, new Random(Seeds.Next(log)));
        var line = Compressor.Compress(Lowerer.Lower(Passes.Compress(graph), "Demo", graph).Recipe, checkpoint).Layers[0];
        Assert.Equal(("int4-groups", 4), (line.Kernel, line.Bits));
        // Scales take two bytes each at most: of few different ones only their numbers are stored.
        const int nibbles = 256 * 64 / 2, vectors = 2 * 64 * 4, scales = 256 / 32 * 64 * 2;
        Assert.InRange(line.BytesAfter, nibbles + vectors + 1, nibbles + vectors + scales - 1);
    }

    private static (ModelGraph Graph, Checkpoint Checkpoint) Case((int Inputs, int Outputs, int Bits, int Size) layer, QuantizationMode mode, Random random) =>
        MultilayerTests.Ready(MultilayerTests.Mlp(new Compression(layer.Bits, mode) { Grid = new() { GroupSize = layer.Size } }, layer.Inputs, layer.Outputs), random);

    private static float[] Run(IModel session, LaneTier tier, float[] input, int length)
    {
        var output = new float[length];
        CompiledNetwork.ForTier(session, tier).Infer(input.AsSpan(), output);
        return output;
    }

    // The formula of KernelMath.Grouped, written down once more: integer sums in a group, floats over the groups, a rounding after every step.
    internal static float[] Reference(ModelGraph graph, Checkpoint checkpoint, float[] input)
    {
        var recipe = Lowerer.Lower(Passes.Compress(graph), "M").Recipe;
        var context = new CompressionContext(recipe, checkpoint);
        var grid = recipe.Activations[0].Mode == QuantizationMode.Dynamic ? ActivationGrid.FromRange(input.Min(), input.Max()) : context.Grid("layer1.input");
        var weight = context.Weight("layer1.weight");
        var bias = context.Bias(weight.Recipe, "layer1.bias");
        var activations = input.Select(x => grid.Quantize(x) - 128).ToArray();
        return Enumerable.Range(0, weight.Rows).Select(n =>
        {
            var (total, all) = (0f, 0.0);
            for (var first = 0; first < weight.Columns; first += weight.Recipe.GroupSize)
            {
                var inputs = Enumerable.Range(first, Math.Min(weight.Recipe.GroupSize, weight.Columns - first)).ToArray();
                var scale = weight.NeedGroupScales()[weight.NeedGrid().ScaleOf(n, first)];
                all += inputs.Sum(k => (double)weight.WholeOf(n, k) * scale);
                foreach (var (factor, part) in Planes(weight.Recipe.Bits)) total += inputs.Sum(k => activations[k] * part(weight.WholeOf(n, k) - weight.OffsetOf(n, k), weight.OffsetOf(n, k))) * (factor * scale);
            }

            return ((total + ((float)all * (128f - grid.ZeroPoint))) * grid.Scale) + bias[n];
        }).ToArray();
    }

    // A weight of more than 4 bits is 16 * upper + lower + offset.
    private static (float Factor, Func<int, int, int> Part)[] Planes(int bits) =>
        bits <= 4 ? [(1, (q, offset) => q + offset)] : [(16, (q, _) => ((q + 128) >> 4) - 8), (1, (q, offset) => ((q + 128) & 15) + offset)];
}
