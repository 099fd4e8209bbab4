using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Constant numbers among values.</summary>
public sealed class ScalarTests
{
    [Fact]
    public void Number_becomes_part_of_the_formula()
    {
        var builder = new GraphBuilder("Numbers");
        var x = builder.Add(new Input(0, TensorType.Float(Shape.Of(2, 3))), "x");
        var sum = builder.Add(new Sub(), "sum", builder.Add(new Scalar(2), "two"), x);
        var graph = builder.Build(sum);
        Assert.Equal(Shape.Of(2, 3), builder.ShapeOf(sum));
        Assert.Equal([1.0, 0, -1, -2, -3, -4], new GraphEvaluator(graph).Run(new NumericArray([2, 3], [1, 2, 3, 4, 5, 6]))[0].Data);

        var kernels = new KernelList(graph);
        kernels.Lower();
        var map = Assert.IsType<MapPrimitive>(Assert.Single(kernels.Kernels));
        Assert.Equal(Expr.Constant(2) - Expr.Input(0), map.Formula);
        Assert.Equal(Addressing.Full, Assert.Single(map.Operands).Addressing);
        Assert.Equal((1, 6), (map.Rows.Size, map.Columns));
    }

    [Fact]
    public void Number_that_another_kernel_reads_is_stored()
    {
        var builder = new GraphBuilder("Numbers");
        var graph = builder.Build(builder.Add(new Reshape(Shape.Of(1)), "one", builder.Add(new Scalar(7), "seven")));
        var kernels = new KernelList(graph);
        kernels.Lower();
        Assert.Equal(Expr.Constant(7), Assert.IsType<MapPrimitive>(Assert.Single(kernels.Kernels)).Formula);
    }
}
