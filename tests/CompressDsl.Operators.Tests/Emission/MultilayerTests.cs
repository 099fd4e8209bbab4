using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Three-layer networks, all the way: float, 8 bit static, dynamic, weight-only, in blocks.</summary>
public sealed class MultilayerTests(ITestOutputHelper log)
{
    private static readonly int[] Sizes = [37, 75, 20, 5];

    [Fact]
    public void Networks_compute_their_meaning_in_every_mode()
    {
        var random = new Random(1);
        var modes = new (string Name, Compression Compression, double Tolerance)[]
        {
            ("float", Compression.None, 1e-4),
            ("static", new Compression(8), 0.06),
            ("static blocks", new Compression(8, Sparsity: 0.5, Pattern: PrunePattern.Block16x4), 0.06),
            ("static halves of blocks", new Compression(8, Sparsity: 0.75, Pattern: PrunePattern.Block8x4), 0.06),
            ("static groups", new Compression(8, Sparsity: 0.5, Pattern: PrunePattern.NM) { Details = new PruneDetails(2, 4) }, 0.06),
            ("static rows", new Compression(8, Sparsity: 0.5, Pattern: PrunePattern.Rows), 0.06),
            ("dynamic", new Compression(8, QuantizationMode.Dynamic), 0.06),
            ("dynamic blocks", new Compression(8, QuantizationMode.Dynamic, 0.5, PrunePattern.Block16x4), 0.06),
            ("weight-only", new Compression(8, QuantizationMode.WeightOnly), 0.03),
            ("4 bit", new Compression(4), 0.06),
            ("1 bit", new Compression(1), 0.06),
            ("weight-only 1 bit", new Compression(1, QuantizationMode.WeightOnly), 0.03),
            ("one scale", new Compression(4) { Grid = new() { Granularity = Granularity.PerTensor, HasPowerOfTwoScales = true } }, 0.06),
            ("asymmetric", new Compression(7, QuantizationMode.Dynamic) { Grid = new() { IsAsymmetric = true } }, 0.06),
            ("asymmetric blocks", new Compression(4, Sparsity: 0.5, Pattern: PrunePattern.Block16x4) { Grid = new() { IsAsymmetric = true } }, 0.06),
            ("4-bit activations", new Compression(8) { ActivationBits = 4 }, 0.06),
            ("2-bit activations", new Compression(2) { ActivationBits = 2 }, 0.06),
            ("5-bit activations", new Compression(4, QuantizationMode.Dynamic, 0.5, PrunePattern.Block16x4) { ActivationBits = 5 }, 0.06),
            ("codebook", new Compression(4) { Grid = new() { HasCodebook = true } }, 0.06),
            ("codebook blocks", new Compression(5, QuantizationMode.Dynamic, 0.5, PrunePattern.Block16x4) { Grid = new() { HasCodebook = true } }, 0.06),
            ("weight-only codebook", new Compression(3, QuantizationMode.WeightOnly) { Grid = new() { HasCodebook = true } }, 0.03),
        };
        var models = modes.Select(m => Ready(Mlp(m.Compression, Sizes), random)).ToList();
        var networks = CompiledNetwork.Many(models.Select(m => (m.Graph, (Checkpoint?)m.Checkpoint)).ToList());
        if (Environment.GetEnvironmentVariable("COMPRESSDSL_DUMP") is { } folder)
            foreach (var file in networks.SelectMany(n => n.Compiled.Files)) File.WriteAllText(Path.Combine(folder, file.HintName), file.Text);
        for (var i = 0; i < modes.Length; i++)
        {
            var input = RandomWeights.Floats(random, Sizes[0]);
            var expected = Deployed.Run(models[i].Graph, models[i].Checkpoint, RandomWeights.Array(input, input.Length));
            Check(modes[i].Name, networks[i].Default, input, expected, modes[i].Tolerance);
            Check(modes[i].Name + " loaded", networks[i].Load(models[i].Checkpoint), input, expected, modes[i].Tolerance);
        }
    }

    private void Check(string name, IModel session, float[] input, double[] expected, double tolerance)
    {
        float[]? first = null;
        foreach (var tier in LaneTiers.Supported)
        {
            var output = new float[expected.Length];
            CompiledNetwork.ForTier(session, tier).Infer(input.AsSpan(), output);
            log.WriteLine($"{name} {tier}: {string.Join(" ", output)} | {string.Join(" ", expected)}");
            for (var n = 0; n < output.Length; n++) Assert.Equal(expected[n], output[n], tolerance * (1 + Math.Abs(expected[n])));
            first ??= output;
            if (!name.StartsWith("float", StringComparison.Ordinal) && !name.StartsWith("weight", StringComparison.Ordinal)) Assert.Equal(first, output);
        }
    }

    /// <summary>A graph with random weights and the ranges of its quantisation points.</summary>
    internal static (ModelGraph Graph, Checkpoint Checkpoint) Ready(ModelGraph graph, Random random)
    {
        var checkpoint = RandomWeights.For(graph, random);
        return (graph, RandomWeights.Calibrated(graph, checkpoint, random));
    }

    internal static ModelGraph Mlp(Compression compression, params int[] sizes)
    {
        var graph = new GraphBuilder("Mlp");
        var value = graph.Add(new Input(0, TensorType.Float(Shape.Of(sizes[0]))), "x");
        for (var i = 1; i < sizes.Length; i++)
        {
            value = Dense(graph, value, $"layer{i}", sizes[i], compression);
            if (i < sizes.Length - 1) value = graph.Add(new Relu(), $"layer{i}.relu", value);
        }

        return graph.Build(value);
    }

    internal static int Dense(GraphBuilder graph, int value, string name, int outputs, Compression compression)
    {
        var inputs = graph.ShapeOf(value).Columns;
        var start = Initializer.FanIn(inputs);
        var weight = graph.AddParameter(new Parameter($"{name}.weight", WeightKind.Matrix, TensorType.Float(Shape.Of(outputs, inputs)), compression, start));
        var bias = graph.AddParameter(new Parameter($"{name}.bias", WeightKind.Vector, TensorType.Float(Shape.Of(outputs)), Compression.None, start));
        return graph.Add(new Generator.Operators.Linear(true), name, value, weight, bias);
    }
}
