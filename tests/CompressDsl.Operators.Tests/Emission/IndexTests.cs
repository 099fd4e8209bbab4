using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Operators.Tests.Catalogue;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Results that are indices: the generated methods answer the meaning on every instruction set, ties included.</summary>
public sealed class IndexTests(ITestOutputHelper log)
{
    private const int Samples = 3;

    private delegate void Answer(ReadOnlySpan<float> input, Span<int> output);

    [Fact]
    public void Generated_code_finds_the_first_largest_value()
    {
        var random = new Random(Seeds.Next(log));
        var definition = CatalogueCases.Definition("ArgMax");
        var cases = definition.Samples.Select(s => (Sample: s, Graph: SampleGraph.Build(definition, s))).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)new Checkpoint([]))).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var length = random.Next(1, 10);

            // Few different values, so that many are equal.
            var input = RandomInputs.Of(cases[i].Sample.Inputs[0], random, length).Select(Math.Round);
            var expected = new GraphEvaluator(cases[i].Graph).Run(input)[0].Data;
            var floats = input.Data.Select(v => (float)v).ToArray();
            foreach (var tier in LaneTiers.Supported)
            {
                var indices = new int[expected.Length];
                var session = CompiledNetwork.ForTier(networks[i].Default, tier);
                session.GetType().GetMethod("Infer", [typeof(ReadOnlySpan<float>), typeof(Span<int>)])!.CreateDelegate<Answer>(session)(floats, indices);
                Assert.Equal(expected, indices.Select(v => (double)v));
            }
        }
    }

    [Fact]
    public void Batches_answer_indices_and_lengths_are_checked()
    {
        var random = new Random(Seeds.Next(log));
        var graph = new GraphBuilder("Chooser");
        var x = MultilayerTests.Dense(graph, graph.Add(new Input(0, TensorType.Float(Shape.Of(7))), "x"), "head", 5, new Compression(8));
        var (network, checkpoint) = MultilayerTests.Ready(graph.Build(x, graph.Add(new ArgMax(-1, false), "label", x)), random);
        var compiled = CompiledNetwork.Of(network, checkpoint);
        dynamic session = compiled.Default;
        var inputs = RandomWeights.Floats(random, 7 * Samples);
        var (values, labels) = (new float[5 * Samples], new int[Samples]);
        session.InferBatch(new ReadOnlyMemory<float>(inputs), new Memory<float>(values), new Memory<int>(labels), 2);
        for (var s = 0; s < Samples; s++)
        {
            var row = values.AsSpan(5 * s, 5);
            Assert.Equal(row.IndexOf(row.ToArray().Max()), labels[s]);
        }

        Assert.Contains("[] indices, that is 1", Assert.ThrowsAny<ArgumentException>(() => Wrong(compiled.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_is_the_largest()
    {
        var indices = new int[2];
        IndexMath.ArgMax([1, 2, float.NaN, 9, float.NaN, 3], indices, axis: 3, inner: 1);
        Assert.Equal([2, 1], indices);
        IndexMath.ArgMax([-0f, 2, 0f, 2, -1, 1], indices, axis: 3, inner: 2);
        Assert.Equal([0, 0], indices);
    }

    private static void Wrong(IModel session)
    {
        var answer = session.GetType().GetMethod("Infer", [typeof(ReadOnlySpan<float>), typeof(Span<float>), typeof(Span<int>)])!;
        answer.CreateDelegate<Both>(session)(new float[7], new float[5], new int[2]);
    }

    private delegate void Both(ReadOnlySpan<float> input, Span<float> values, Span<int> labels);
}
