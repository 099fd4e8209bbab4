using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Quantisation points: neighbours on the grid, straight-through gradient.</summary>
public sealed class FakeQuantizeTests(ITestOutputHelper output)
{
    private static readonly double[] Values = [-3, -1, -0.996, 0, 0.0031, 0.5, 1, 2];

    [Fact]
    public void Static_point_uses_the_stored_range()
    {
        // 255 steps over [-1, 1.55]: scale 0.01, zero point 100.
        var result = Run(QuantizationMode.Static, Values, [-1, 1.55]);
        Near.Equal([-1, -1, -1, 0, 0, 0.5, 1, 1.55], result, 1e-6);
    }

    [Fact]
    public void Dynamic_point_uses_the_range_of_every_row()
    {
        var graph = Graph(QuantizationMode.Dynamic, Shape.Of(2, 3));
        var result = new GraphEvaluator(graph).Run(new NumericArray([2, 3], [0, 1.234, 2.55, -1, -0.401, 0]))[0];
        Near.Equal([0, 1.23, 2.55, -1, -0.4, 0], result.Data, 1e-6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0.75)]
    [InlineData(-3, -1)]
    public void Zero_is_always_on_the_grid(double low, double high) =>
        Assert.Equal(0, Run(QuantizationMode.Static, [0], [low, high])[0]);

    [Fact]
    public void Grid_is_the_compressors()
    {
        var random = new Random(Seeds.Next(output));
        for (var trial = 0; trial < 200; trial++)
        {
            var (low, high) = ((random.NextDouble() * 8) - 6, (random.NextDouble() * 8) - 2);
            if (low > high) (low, high) = (high, low);
            var values = Enumerable.Range(0, 50).Select(_ => (double)(float)((random.NextDouble() * 20) - 10)).ToArray();
            var grid = ActivationGrid.FromRange((float)low, (float)high);
            var expected = values.Select(v => (double)grid.FakeQuantize((float)v)).ToArray();
            Near.Equal(expected, Run(QuantizationMode.Static, values, [low, high]), 1e-6);
        }
    }

    [Fact]
    public void Gradient_passes_where_nothing_was_clamped()
    {
        var gradient = new GradientGraph(Graph(QuantizationMode.Static, Shape.Of(Values.Length)));
        var evaluator = new GraphEvaluator(gradient.Graph) { Ranges = { ["layer.input"] = new NumericArray([2], [-1, 1.55]) } };
        var values = evaluator.RunAll(new NumericArray([Values.Length], Values), NumericArray.Fill([Values.Length], i => i + 1));
        Assert.Equal([0, 2, 3, 4, 5, 6, 7, 0], values[gradient.Of(0)!.Value].Data);
    }

    private static double[] Run(QuantizationMode mode, double[] values, double[] range)
    {
        var evaluator = new GraphEvaluator(Graph(mode, Shape.Of(values.Length))) { Ranges = { ["layer.input"] = new NumericArray([2], range) } };
        return evaluator.Run(new NumericArray([values.Length], values))[0].Data;
    }

    private static ModelGraph Graph(QuantizationMode mode, Shape shape)
    {
        var builder = new GraphBuilder("Point");
        return builder.Build(builder.Add(new FakeQuantize("layer.input", mode), "point", builder.Add(new Input(0, TensorType.Float(shape)), "x")));
    }
}
