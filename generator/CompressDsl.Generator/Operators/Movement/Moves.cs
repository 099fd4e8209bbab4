using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Copies between a value and a window of a larger one.</summary>
internal static class Moves
{
    /// <summary>Row-major strides.</summary>
    public static int[] Strides(Shape shape)
    {
        var strides = new int[shape.Rank];
        var stride = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape.Dimensions[axis].Size;
        }

        return strides;
    }

    /// <summary>Copies a whole value into <paramref name="whole"/>, from position <paramref name="start"/> of <paramref name="axis"/> on.</summary>
    public static void Into(LoweringContext context, int input, Shape whole, int axis, int start)
    {
        var part = context.TypeOf(input).Shape;
        context.Emit(new MovePrimitive(
            context.KernelName($"Part{input}"), $"Copies {part} into {whole}, axis {axis} from {start}", context.In(input), context.Out,
            part.Dimensions, Strides(part), Strides(whole), 0, start * Strides(whole)[axis]));
    }

    /// <summary>The part of an operand that starts at <paramref name="start"/> of <paramref name="axis"/>.</summary>
    public static void OutOf(LoweringContext context, Shape part, int axis, int start)
    {
        var whole = context.TypeOf(0).Shape;
        context.Emit(new MovePrimitive(
            context.KernelName(), $"Copies {part} out of {whole}, axis {axis} from {start}", context.In(0), context.Out, part.Dimensions,
            Strides(whole), Strides(part), start * Strides(whole)[axis], 0));
    }

    /// <summary>Refuses to move along an axis whose length varies.</summary>
    public static void RequireFixed(Shape shape, int axis, string op)
    {
        if (shape.Dimensions[axis].IsNamed)
            throw new ShapeException($"{op} along axis {axis} of {shape} is not supported: its length varies from call to call");
    }
}
