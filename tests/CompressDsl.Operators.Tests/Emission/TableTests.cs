using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Functions between 8-bit layers: tables, exactly the reference, on every instruction set.</summary>
public sealed class TableTests(ITestOutputHelper log)
{
    private static readonly Compression Int8 = new(8);

    public static TheoryData<string> Functions => new(OperatorCatalogue.All
        .Where(d => d.Family == "Activations" && d.Name is not ("Relu" or "Relu6")).Select(d => d.Name));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_activation_is_a_table_and_gives_the_integers_of_the_contract_on_every_tier(string name)
    {
        var random = new Random(Seeds.Next(log));
        var cases = new[] { Shape.Of(37), Shape.Of(3, 20), Define.Tokens(7, 18) }
            .Select(s => MultilayerTests.Ready(Network(s, (graph, value) => QuantizedTests.Function(name, graph, value, "between")), random)).ToList();
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        for (var i = 0; i < cases.Count; i++)
        {
            var (graph, checkpoint) = cases[i];
            Assert.Equal(["Quantize", "Dot", "Table", "Dot"], Kernels(graph, checkpoint));
            var inputs = graph[0].Type.Shape;
            var input = RandomWeights.Floats(random, inputs.Elements, -6, 6);
            var expected = Enumerable.Range(0, inputs.Rows).SelectMany(r =>
                Reference(graph, checkpoint, input.AsSpan(r * inputs.Columns, inputs.Columns).ToArray())).ToArray();
            foreach (var session in new[] { networks[i].Default, networks[i].Load(checkpoint) })
            {
                foreach (var tier in LaneTiers.Supported)
                {
                    var output = new float[expected.Length];
                    CompiledNetwork.ForTier(session, tier).Infer(input.AsSpan(), output);
                    Assert.Equal(expected, output);
                }
            }
        }
    }

    [Fact]
    public void Functions_of_functions_are_one_table()
    {
        var graph = Network(Shape.Of(9), (g, value) =>
        {
            var gelu = g.Add(new Gelu(false), "gelu", g.Add(new Relu(), "relu", value));
            var half = g.Add(new Mul(), "half", gelu, g.Add(new Scalar(0.5), "scalar"));
            return g.Add(new Dropout(0.1), "dropped", g.Add(new Mul(), "product", half, g.Add(new Tanh(), "tanh", half)));
        });
        var (network, checkpoint) = MultilayerTests.Ready(graph, new Random(Seeds.Next(log)));
        Assert.Equal(["Quantize", "Dot", "Table", "Dot"], Kernels(network, checkpoint));
    }

    [Fact]
    public void A_function_whose_result_goes_elsewhere_too_is_no_table()
    {
        var builder = new GraphBuilder("Both");
        var hidden = MultilayerTests.Dense(builder, builder.Add(new Input(0, TensorType.Float(Shape.Of(9))), "x"), "first", 12, Int8);
        var tanh = builder.Add(new Tanh(), "tanh", hidden);
        var graph = builder.Build(MultilayerTests.Dense(builder, tanh, "last", 5, Int8), tanh);
        Assert.DoesNotContain(Passes.Compress(graph).Nodes, n => n.Name == "first.output");
    }

    [Theory]
    [InlineData("first.output", "Quantize Dot Map Dot")]
    [InlineData("last.input", "Quantize Dot Map Quantize Dot")]
    public void Without_one_of_its_ranges_a_function_runs_in_float(string missing, string kernels)
    {
        var (graph, checkpoint) = MultilayerTests.Ready(Network(Shape.Of(9), (g, v) => g.Add(new Gelu(false), "gelu", v)), new Random(Seeds.Next(log)));
        var older = new Checkpoint(checkpoint.Tensors.Where(t => t.Name != missing + ".range"));
        Assert.Equal(kernels.Split(' '), Kernels(graph, older));
        var compressed = Passes.Compress(graph, key => older.Find(key + ".range") is not null);
        var (node, why) = Assert.Single(FloatOperators.Of(graph, compressed));
        Assert.Equal(("gelu", "its table needs a range that the checkpoint does not have: call Demo.Calibrate(data), which adds it"), (node.Name, why));
    }

    [Fact]
    public void The_report_has_a_line_for_a_table()
    {
        var (graph, checkpoint) = MultilayerTests.Ready(Network(Shape.Of(9), (g, v) => g.Add(new Silu(), "gate", v)), new Random(Seeds.Next(log)));
        var line = Compressor.Compress(Lowerer.Lower(Passes.Compress(graph), "Demo", graph).Recipe, checkpoint).Layers[1];
        Assert.Equal(("gate", "Silu by table", "table", 8, 256L), (line.Name, line.Description, line.Kernel, line.Bits, line.BytesAfter));
    }

    private static ModelGraph Network(Shape shape, Func<GraphBuilder, int, int> between)
    {
        var builder = new GraphBuilder("Demo");
        var hidden = MultilayerTests.Dense(builder, builder.Add(new Input(0, TensorType.Float(shape)), "x"), "first", 35, Int8);
        return builder.Build(MultilayerTests.Dense(builder, between(builder, hidden), "last", 21, Int8));
    }

    private static IEnumerable<string> Kernels(ModelGraph graph, Checkpoint checkpoint) =>
        Lowerer.Lower(Passes.Compress(graph, key => checkpoint.Find(key + ".range") is not null), "Demo")
            .Steps.Select(s => s.GetType().Name.Replace("Primitive", ""));

    // The formulas of the contract, written down once more, for one row.
    private static float[] Reference(ModelGraph graph, Checkpoint checkpoint, float[] input)
    {
        var context = new CompressionContext(Lowerer.Lower(Passes.Compress(graph), "Demo").Recipe, checkpoint);
        var (first, middle, last) = (context.Grid("first.input"), context.Grid("first.output"), context.Grid("last.input"));
        var sums = Sums(context, "first", first, [.. input.Select(first.Quantize)]);
        var places = sums.Select((s, n) => Math.Clamp(
            (int)Math.Round((float)s.Sum * (float)((double)first.Scale * s.Scale / middle.Scale)) + middle.ZeroPoint, 0, 255));
        var values = places.Select(q => (double)middle.Dequantize(q)).ToArray();
        var results = graph.Nodes.Single(n => n.Name == "between").Operator.Evaluate([new NumericArray([values.Length], values)]).Data;
        return [.. Sums(context, "last", last, [.. results.Select(r => last.Quantize((float)r))]).Select(s => s.Sum * (float)((double)last.Scale * s.Scale))];
    }

    private static IEnumerable<(int Sum, float Scale)> Sums(CompressionContext context, string layer, ActivationGrid grid, byte[] input)
    {
        var weight = context.Weight(layer + ".weight");
        var (q, scales, bias) = (weight.NeedQuantized(), weight.NeedScales(), context.Bias(weight.Recipe, layer + ".bias"));
        return Enumerable.Range(0, weight.Rows).Select(n =>
        {
            var sum = (int)Math.Round(bias[n] / ((double)grid.Scale * scales[n])) - (grid.ZeroPoint * weight.Sum(n));
            for (var k = 0; k < weight.Columns; k++) sum += input[k] * q[(n * weight.Columns) + k];
            return (sum, scales[n]);
        });
    }
}
