using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Poolings of values on an 8-bit grid: bytes in, bytes out, the same on every instruction set.</summary>
public sealed class PoolTests(ITestOutputHelper log)
{
    /// <summary>One grid step of a pooled value, as a share of the largest output.</summary>
    private const double Step = 0.02;

    /// <summary>What the bias may lose when it becomes an integer.</summary>
    private const double Bias = 1e-3;

    public static TheoryData<int, string, bool> Poolings()
    {
        var data = new TheoryData<int, string, bool>();
        foreach (var channels in new[] { 3, 16, 37 })
        {
            foreach (var kind in Enum.GetNames<PoolKind>())
            {
                data.Add(channels, kind, false);
                data.Add(channels, kind, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Poolings))]
    public void A_pooling_on_a_grid_stays_in_bytes_and_gives_its_meaning_on_every_tier(int channels, string kind, bool padded)
    {
        var random = new Random(Seeds.Next(log));
        var window = padded ? new ConvolutionWindow(3, 3) { StrideHeight = 2, StrideWidth = 1, PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 } : new ConvolutionWindow(2, 3);
        var graph = Network(channels, new Pool(window, Enum.Parse<PoolKind>(kind)));
        var (network, checkpoint) = MultilayerTests.Ready(graph, random);
        Assert.Equal(["QuantizePrimitive", "PoolPrimitive", "DotPrimitive"], Lowerer.Lower(Passes.Compress(network), "M").Steps.Select(s => s.GetType().Name));
        var compiled = CompiledNetwork.Of(network, checkpoint);
        var input = RandomWeights.Floats(random, network[0].Type.Shape.Elements, -6, 6);
        var expected = Deployed.Run(network, checkpoint, RandomWeights.Array(input, 7, 6, channels));
        var outputs = LaneTiers.Supported.Select(tier =>
        {
            var output = new float[expected.Length];
            CompiledNetwork.ForTier(compiled.Default, tier).Infer(input.AsSpan(), output);
            return output;
        }).ToList();
        Assert.All(outputs, o => Assert.Equal(outputs[0], o));
        // The largest value on a grid is one of the grid; a mean may be rounded to the other side of a tie.
        var allowed = kind == nameof(PoolKind.Max) ? Bias : Step;
        var size = expected.Max(Math.Abs);
        for (var n = 0; n < expected.Length; n++)
            Assert.True(Math.Abs(expected[n] - outputs[0][n]) <= allowed * size, $"output {n} is {outputs[0][n]}, the meaning {expected[n]}");
    }

    /// <summary>A pooling, and an 8-bit layer that reads its result.</summary>
    private static ModelGraph Network(int channels, Pool pool)
    {
        var graph = new GraphBuilder("Pooled");
        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(7, 6, channels))), "image");
        return graph.Build(MultilayerTests.Dense(graph, graph.Add(pool, "pool", image), "head", 5, new Compression(8)));
    }
}
