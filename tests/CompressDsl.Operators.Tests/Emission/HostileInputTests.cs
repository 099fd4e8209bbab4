using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Inputs of any bits, at the edge of memory that may not be touched: an answer, and nothing beside inputs and outputs is read or written.</summary>
public sealed class HostileInputTests(ITestOutputHelper log)
{
    private const int LargestValue = 1 << 16;

    [Fact]
    public void Every_operator_stays_in_its_spans()
    {
        var random = new Random(Seeds.Next(log));
        var graphs = (from definition in OperatorCatalogue.All from sample in definition.Samples select IndexResults.TakeOff(SampleGraph.Build(definition, sample)).Graph).ToList();
        Attack([.. graphs.Select(g => (g, g))], random);
    }

    [Fact]
    public void Every_kind_of_kernel_stays_in_its_spans()
    {
        var random = new Random(Seeds.Next(log));
        var blocks = new Compression(8, Sparsity: 0.7, Pattern: PrunePattern.Block16x4);
        (string Kind, Compression Asked)[] networks =
        [
            ("residual", new(8)), ("depthwise", new(8)), ("linear", new(8)), ("depthwise", new(8, QuantizationMode.Dynamic)), ("linear", new(8, QuantizationMode.Dynamic)),
            ("residual", new(8, QuantizationMode.WeightOnly)), ("linear", new(4) { Grid = new() { GroupSize = 16 } }),
            ("linear", new(4, QuantizationMode.Dynamic) { Grid = new() { GroupSize = 32 } }), ("depthwise", new(6, QuantizationMode.WeightOnly) { Grid = new() { GroupSize = 16 } }),
            ("linear", new(1)), ("linear", new(5) { Grid = new() { IsAsymmetric = true } }), ("residual", blocks), ("linear", blocks with { Mode = QuantizationMode.Dynamic }),
            ("depthwise", new(2) { ActivationBits = 2 }), ("residual", new(8, Sparsity: 0.4, Pattern: PrunePattern.Channels)),
        ];
        // Ranges are measured on all channels.
        Attack([.. networks.Select(n => (ChannelTests.Network(n.Kind, n.Asked), ChannelTests.Network(n.Kind, n.Asked with { Sparsity = 0 })))], random);
    }

    private static void Attack(IReadOnlyList<(ModelGraph Graph, ModelGraph Dense)> graphs, Random random)
    {
        using var memory = new Buffers();
        var networks = CompiledNetwork.Many([.. graphs.Select(g => (g.Graph, (Checkpoint?)RandomWeights.Calibrated(g.Dense, RandomWeights.For(g.Graph, random), random)))]);
        for (var i = 0; i < graphs.Count; i++)
        {
            foreach (var (tier, atEnd) in LaneTiers.Supported.SelectMany(t => new[] { (t, true), (t, false) })) memory.Run(CompiledNetwork.ForTier(networks[i].Default, tier), graphs[i].Graph, random, atEnd);
        }
    }

    /// <summary>Inputs and outputs at the edge of memory; where there is no such memory, anywhere.</summary>
    private sealed class Buffers : IDisposable
    {
        private readonly GuardedMemory[] memory = GuardedMemory.IsSupported ? [.. Enumerable.Range(0, 3).Select(_ => new GuardedMemory(LargestValue))] : [];

        public void Run(IModel model, ModelGraph graph, Random random, bool atEnd)
        {
            var types = graph.Inputs.Select(i => graph[i].Type).ToList();
            var length = random.Next(1, 9);
            int Count(ElementType element) => types.Where(t => t.Element == element).Sum(t => t.Shape.Dimensions.Aggregate(1, (n, d) => n * (d.IsNamed ? Math.Min(d.Size, length) : d.Size)));
            var floats = Of<float>(0, Count(ElementType.Float32), atEnd);
            var tokens = Of<int>(1, Count(ElementType.Int32), atEnd);
            foreach (ref var value in floats) value = random.Next(4) == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : (float)random.NextDouble();
            foreach (ref var token in tokens) token = random.Next(8) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(4);
            var output = Of<float>(2, OutputLength(graph, length), atEnd);
            try
            {
                model.Infer(new ModelInput(floats, tokens), output);
            }
            catch (ArgumentException) when (types.Any(t => t.Element == ElementType.Int32))
            {
                // A token that the table does not have.
            }
        }

        public void Dispose()
        {
            foreach (var part in memory) part.Dispose();
        }

        private static int OutputLength(ModelGraph graph, int length) =>
            graph.Outputs.Sum(o => graph[o].Type.Shape.Dimensions.Aggregate(1, (n, d) => n * (d.IsNamed ? Math.Min(d.Size, length) : d.Size)));

        private Span<T> Of<T>(int number, int count, bool atEnd)
            where T : unmanaged => memory.Length == 0 ? new T[count] : memory[number].Of<T>(count, atEnd);
    }
}
