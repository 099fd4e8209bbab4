using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Sequences <c>[channels, length]</c> as images of one row with channels last, and back.</summary>
internal static class Sequences
{
    /// <summary>Swaps channels and length.</summary>
    public static readonly Permute Turn = new(new(1, 0));

    /// <summary>Refuses what is no sequence.</summary>
    /// <exception cref="ShapeException">The value has not two axes of fixed length.</exception>
    public static void Check(Shape shape, string name)
    {
        if (shape.Rank != 2 || shape.Named is not null) throw new ShapeException($"{name} takes a sequence [channels, length], and got {shape}");
    }

    /// <summary>Type of the result of an operator on images with channels last.</summary>
    public static TensorType Infer(TensorType sequence, Func<TensorType, TensorType> infer)
    {
        var shape = sequence.Shape;
        var result = infer(sequence with { Shape = Shape.Of(1, shape.Dimensions[1], shape.Dimensions[0]) }).Shape;
        return sequence with { Shape = Shape.Of(result.Dimensions[2], result.Dimensions[1]) };
    }

    /// <summary>Meaning of an operator on images with channels last.</summary>
    public static NumericArray Evaluate(NumericArray sequence, Func<NumericArray, NumericArray> evaluate)
    {
        var turned = Turn.Evaluate([sequence]);
        var result = evaluate(new NumericArray([1, turned.Shape[0], turned.Shape[1]], turned.Data));
        return Turn.Evaluate([new NumericArray([result.Shape[1], result.Shape[2]], result.Data)]);
    }

    /// <summary>Adds an operator on images with channels last between the views.</summary>
    public static int Expand(GraphBuilder graph, int sequence, Func<int, int> add)
    {
        var shape = graph.ShapeOf(sequence);
        var row = graph.Add(new Reshape(Shape.Of(1, shape.Dimensions[1], shape.Dimensions[0])), "row", graph.Add(Turn, "turned", sequence));
        var result = add(row);
        var places = graph.Add(new Reshape(Shape.Of(graph.ShapeOf(result).Dimensions[1], graph.ShapeOf(result).Dimensions[2])), "places", result);
        return graph.Add(Turn, "channels", places);
    }
}
