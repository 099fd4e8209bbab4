using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Turns an elementwise operator into one map kernel: chooses rows and columns, reads every operand where it lies.</summary>
internal static class MapLowering
{
    public static void Emit(LoweringContext context, Expr formula)
    {
        var shape = context.Node.Type.Shape;
        var inputs = Enumerable.Range(0, context.Node.Inputs.Count).ToArray();
        formula = formula.Substitute(i => ScalarOf(context, i) is { } value ? Expr.Constant(value) : Expr.Input(i));
        var read = inputs.Where(i => formula.Uses(i)).ToArray();
        var split = Broadcasting.Split(shape, read.Select(i => context.TypeOf(i).Shape).ToArray());
        var operands = read.Select(i => Operand(context, i, shape, split)).ToArray();
        var columns = shape.Dimensions.Skip(split).Aggregate(1, (product, d) => product * d.Size);
        var rows = shape.Named ?? shape.Dimensions.Take(split).Aggregate(1, (product, d) => product * d.Size);
        context.Emit(new MapPrimitive(
            context.KernelName(), context.Node.Operator.Describe(), context.Out, operands, formula.Renumber(read), rows, columns));
    }

    private static double? ScalarOf(LoweringContext context, int input) =>
        context.Graph[context.Node.Inputs[input]].Operator is Scalar scalar ? scalar.Value : null;

    private static MapOperand Operand(LoweringContext context, int input, Shape shape, int split)
    {
        var operand = context.TypeOf(input).Shape;
        if (Broadcasting.Read(operand, shape, split) is { } addressing)
            return context.Operand(input, addressing == Addressing.Full && split == 0 && context.IsParameter(input) ? Addressing.Column : addressing);
        if (context.IsParameter(input)) throw new NotSupportedException($"parameter {operand} cannot be stretched to {shape}");
        return MapOperand.Of(Stretch(context, input, shape));
    }

    private static int Stretch(LoweringContext context, int input, Shape shape)
    {
        var wide = context.Scratch($"{context.Node.Name}.operand{input}", BufferElement.Float32, shape);
        context.Emit(new MovePrimitive(
            context.KernelName("Stretch"), $"Stretches {context.TypeOf(input).Shape} to {shape}", context.In(input), wide,
            shape.Dimensions, Broadcasting.Strides(context.TypeOf(input).Shape, shape), Broadcasting.Strides(shape, shape)));
        return wide;
    }
}
