using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Zeros before and behind a value along one axis: the gradient of a slice.</summary>
internal sealed record Pad(int Axis, int Before, int After) : Operator, IMovesAxis
{
    Operator IMovesAxis.WithAxis(int axis) => this with { Axis = axis };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Pad");
        var shape = inputs[0].Shape;
        var axis = shape.Axis(Axis);
        Moves.RequireFixed(shape, axis, "Pad");
        return TensorType.Float(Shape.Of(shape.Dimensions.Select((d, i) => i == axis ? d.Size + Before + After : d).ToArray()));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var axis = (Axis + x.Shape.Length) % x.Shape.Length;
        var shape = x.Shape.Select((size, i) => i == axis ? size + Before + After : size).ToArray();
        return NumericArray.Fill(shape, flat =>
        {
            var index = NumericArray.IndexOf(shape, flat);
            index[axis] -= Before;
            return index[axis] >= 0 && index[axis] < x.Shape[axis] ? x[index] : 0;
        });
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var shape = context.ShapeOf(0);
        var axis = shape.Axis(Axis);
        return [context.Add(new Slice(axis, Before, shape.Dimensions[axis].Size), context.OutputGradient)];
    }

    public override void Lower(LoweringContext context)
    {
        var whole = context.Node.Type.Shape;
        var rows = whole.Named ?? 1;
        context.Emit(new MapPrimitive(
            context.KernelName("Zeros"), $"Zeros around {context.TypeOf(0).Shape}", context.Out, default, Expr.Constant(0), rows,
            whole.Named is null ? whole.Elements : whole.Elements / rows.Size));
        Moves.Into(context, 0, whole, whole.Axis(Axis), Before);
    }
}
