using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>
/// Products in 16 bits at the limit: every weight row has 127 and one more weight, every activation is 255. A pair of 128 (or two pairs
/// that come to 128) just fits, one of 129 would saturate.
/// </summary>
public sealed class ChainTests
{
    private const int Outputs = 36;

    private static readonly (string Name, Func<Compression, ModelGraph> Graph)[] Networks =
    [
        ("vector", c => MultilayerTests.Mlp(c, 72, Outputs)),
        ("odd vector", c => MultilayerTests.Mlp(c, 45, Outputs)),
        ("few outputs", c => MultilayerTests.Mlp(c, 200, 4)),
        ("pointwise", c => Convolution(c, 16, 1)),
        ("window", c => Convolution(c, 20, 3)),
        ("odd window", c => Convolution(c, 9, 2)),
        ("tiles", c => Convolution(c, 16, 3, 32)),
    ];

    private static readonly Compression[] Compressions =
    [
        new(8),
        new(8, QuantizationMode.Dynamic),
        new(8, Sparsity: 0.5, Pattern: PrunePattern.Block16x4),
        new(8, QuantizationMode.Dynamic, 0.5, PrunePattern.Block16x4),
    ];

    /// <summary>Distance of the two weights, the smaller one, and the proof that is right for both.</summary>
    public static TheoryData<int, int, string> Limits => new()
    {
        { 1, 1, "16-bit chains of two" },
        { 4, 1, "16-bit chains of two" },
        { 4, 2, "plain 16-bit kernel" },
        { 1, 2, "exact kernel" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Weights_at_the_limit_are_exact_on_every_tier(int apart, int rest, string proof)
    {
        var cases = (from network in Networks from compression in Compressions select (network.Name, Graph: network.Graph(compression))).ToList();
        var checkpoints = cases.Select(c => AtTheLimit(c.Graph, apart, rest)).ToList();
        var networks = CompiledNetwork.Many(cases.Select((c, i) => (c.Graph, (Checkpoint?)checkpoints[i])).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var graph = cases[i].Graph;
            var input = Enumerable.Repeat(1f, graph[graph.Inputs[0]].Type.Shape.Elements).ToArray();
            var count = graph[graph.Outputs[0]].Type.Shape.Elements;
            var note = Compressor.Compress(Lowerer.Lower(Passes.Compress(graph), "M", graph).Recipe, checkpoints[i]).Layers.Single(l => l.Note.Length > 0).Note;
            Assert.Contains(proof, note);
            foreach (var session in new[] { networks[i].Default, networks[i].Load(checkpoints[i]) })
            {
                foreach (var tier in LaneTiers.Supported)
                {
                    var output = new float[count];
                    CompiledNetwork.ForTier(session, tier).Infer(input.AsSpan(), output);
                    Assert.All(output, v => Assert.True(Math.Abs(Math.Abs(v) - (1 + (rest / 127f))) < 1e-4f, $"{cases[i].Name} on {tier}: {v}"));
                }
            }
        }
    }

    private static Checkpoint AtTheLimit(ModelGraph graph, int apart, int rest)
    {
        var tensors = graph.Parameters.Select(n =>
        {
            var parameter = (Parameter)n.Operator;
            var shape = (parameter.Storage?.Shape ?? parameter.Type.Shape).Dimensions.Select(d => d.Size).ToArray();
            var values = new float[shape.Aggregate(1, (a, b) => a * b)];
            if (parameter.Kind == WeightKind.Matrix) Fill(values, shape, apart, rest);
            return CheckpointTensor.Of(parameter.Key, new EquatableArray<int>(shape), values);
        });
        var points = Passes.Compress(graph).Nodes.Select(n => n.Operator).OfType<FakeQuantize>().Where(q => q.Mode == QuantizationMode.Static);
        return new Checkpoint(tensors.Concat(points.Select(p => CheckpointTensor.Of(p.Key + ".range", [2], new[] { 0f, 1f }))));
    }

    // The last four inputs of all are no whole two steps of a kernel where their number is odd.
    private static void Fill(float[] values, int[] shape, int apart, int rest)
    {
        var taps = shape.Skip(2).Aggregate(1, (a, b) => a * b);
        for (var row = 0; row < shape[0]; row++)
        {
            var sign = row % 2 == 0 ? 1 : -1;
            var at = (row * shape[1] * taps) + (row / 16 % taps);
            values[at] = sign;
            values[at + (apart * taps)] = sign * rest / 127f;
        }
    }

    private static ModelGraph Convolution(Compression compression, int channels, int kernel, int outputs = Outputs)
    {
        var graph = new GraphBuilder("Windows");
        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(channels, 6, 9))), "image");
        return graph.Build(ConvolutionTests.Layer(
            graph, "Conv2d", "conv", image, compression, ("inChannels", channels), ("outChannels", outputs), ("kernelSize", kernel), ("bias", false)));
    }
}
