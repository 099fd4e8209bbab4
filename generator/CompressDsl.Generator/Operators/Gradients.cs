using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Pieces that several gradients are written with.</summary>
internal static class Gradients
{
    /// <summary>Undoes a broadcast: sums <paramref name="gradient"/> over every axis along which <paramref name="shape"/> was stretched.</summary>
    public static int SumTo(GradientContext context, int gradient, Shape shape)
    {
        var graph = context.Graph;
        while (graph.ShapeOf(gradient).Rank > shape.Rank) gradient = context.Add(new ReduceSum(0, false), gradient);
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (graph.ShapeOf(gradient).Dimensions[axis] != shape.Dimensions[axis])
                gradient = context.Add(new ReduceSum(axis, true), gradient);
        }

        return gradient;
    }

    /// <summary>The value of a reduction, with its axis put back as one of size 1.</summary>
    public static int KeepAxis(GradientContext context, int value, Shape reduced)
    {
        return context.Graph.ShapeOf(value) == reduced ? value : context.Add(new Reshape(reduced), value);
    }
}
