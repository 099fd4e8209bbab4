using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary><c>InferFloat</c>: the network as it is pruned, without grids, whatever the pattern.</summary>
public sealed class FloatInferenceTests(ITestOutputHelper log)
{
    private const double Share = 0.5;

    private delegate void InferDelegate(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>What is pruned how, and whether channels compete.</summary>
    public static TheoryData<PrunePattern, string, bool> Pruned
    {
        get
        {
            var data = new TheoryData<PrunePattern, string, bool>();
            foreach (var pattern in Enum.GetValues<PrunePattern>()) data.Add(pattern, "residual", false);
            data.Add(PrunePattern.Channels, "depthwise", false);
            data.Add(PrunePattern.Channels, "linear", false);
            data.Add(PrunePattern.Channels, "residual", true);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pruned))]
    public void The_float_network_is_the_one_that_is_compiled_without_quantisation(PrunePattern pattern, string kind, bool competes)
    {
        var random = new Random(Seeds.Next(log));
        var asked = new Compression(8, Sparsity: Share, Pattern: pattern)
        {
            ChannelsCompete = competes, Details = pattern == PrunePattern.NM ? new PruneDetails(2, 4) : PruneDetails.Default,
        };
        var graph = ChannelTests.Network(kind, asked);
        var floats = ChannelTests.Network(kind, asked with { Bits = 32 });
        var checkpoint = RandomWeights.For(graph, random);
        var networks = CompiledNetwork.Many([(graph, checkpoint), (floats, checkpoint)]);
        var (quantized, expected) = (networks[0].Load(checkpoint), networks[1].Default);
        for (var sample = 0; sample < 3; sample++)
        {
            var input = InputOf(graph, random);
            foreach (var tier in LaneTiers.Supported)
                Assert.Equal(Infer(CompiledNetwork.ForTier(expected, tier), input), InferFloat(CompiledNetwork.ForTier(quantized, tier), input));
        }

        // A network that is not quantised has one meaning, on the weights in the assembly too.
        var last = InputOf(graph, random);
        Assert.Equal(Infer(expected, last), InferFloat(expected, last));
    }

    [Fact]
    public void Masks_of_the_checkpoint_hold_in_float()
    {
        var random = new Random(Seeds.Next(log));
        var graph = ChannelTests.Network("residual", new Compression(8, Sparsity: Share));
        var dense = ChannelTests.Network("residual", Compression.None);
        var recipe = Lowerer.Lower(Passes.Compress(graph), "M").Recipe;
        var checkpoint = RandomWeights.Calibrated(graph, RandomWeights.For(graph, random), random).TrainedFor(recipe);
        var masks = recipe.Weights.Where(w => w.Sparsity > 0).ToDictionary(w => w.Key, w => Enumerable.Range(0, w.Count).Select(_ => (byte)random.Next(2)).ToArray());
        var masked = checkpoint.With([.. masks.Select(m => CheckpointTensor.Of(m.Key, checkpoint[m.Key].Shape, [.. checkpoint[m.Key].ToFloats().Zip(m.Value, (v, kept) => v * kept)]))]);
        checkpoint = checkpoint.With([.. masks.Select(m => CheckpointTensor.Of(m.Key + ".mask", checkpoint[m.Key].Shape, m.Value))]);
        var input = InputOf(graph, random);
        var expected = RandomWeights.Evaluator(dense, masked).Run(RandomWeights.Array(input, 3, 4, 6))[0].Data;
        var actual = InferFloat(CompiledNetwork.Of(graph, checkpoint).Load(checkpoint), input);
        for (var n = 0; n < actual.Length; n++) Assert.Equal(expected[n], actual[n], 1e-4 * (1 + Math.Abs(expected[n])));
    }

    [Fact]
    public void The_weights_in_the_assembly_have_no_float_network_and_say_where_there_is_one()
    {
        var random = new Random(Seeds.Next(log));
        var graph = ChannelTests.Network("linear", new Compression(8, Sparsity: Share, Pattern: PrunePattern.Channels));
        var network = CompiledNetwork.Of(graph, RandomWeights.For(graph, random));
        var error = Assert.Throws<InvalidOperationException>(() => InferFloat(network.Default, InputOf(graph, random)));
        Assert.Contains("Load(path)", error.Message, StringComparison.Ordinal);
    }

    private static float[] InputOf(ModelGraph graph, Random random) => RandomWeights.Floats(random, graph[graph.Inputs[0]].Type.Shape.Elements);

    private static float[] Infer(IModel session, float[] input)
    {
        var output = new float[5];
        session.Infer((ReadOnlySpan<float>)input, output);
        return output;
    }

    private static float[] InferFloat(IModel session, float[] input)
    {
        var output = new float[5];
        session.GetType().GetMethod("InferFloat", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<InferDelegate>(session)(input, output);
        return output;
    }
}
