using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Values one behind the other along an axis.</summary>
internal sealed record Concat(int Axis) : Operator, IMovesAxis, IMovesElements
{
    public static readonly OperatorDefinition Definition = new(
        "Concat", SurfaceKind.Function, "The values one behind the other along one axis.", call => call.Apply(new Concat(call.Int("axis"))))
    {
        Family = "Movement",
        Operands = [new("values", "One or more values, of equal sizes but for the axis.", IsVariadic: true)],
        Returns = "The sizes of the values; along the axis their sum.",
        Settings = [Define.Axis(null, "Axis along which they are put together")],
        Example = "private Value Forward([Input(8)] Value x, [Input(3)] Value y) => Concat(-1, x, y);     // [11]",
        Onnx = "Concat",
        Samples =
        [
            OperatorSample.Of(Shape.Of(5), Shape.Of(1), Shape.Of(17)).With("axis", 0),
            OperatorSample.Of(Shape.Of(3, 4), Shape.Of(2, 4)).With("axis", 0),
            OperatorSample.Of(Shape.Of(2, 3, 4), Shape.Of(2, 5, 4)).With("axis", 1),
            OperatorSample.Of(Define.Tokens(6, 3), Define.Tokens(6, 5)).With("axis", -1),
            OperatorSample.Of(Shape.Of(6)).With("axis", 0),
        ],
    };

    Operator IMovesAxis.WithAxis(int axis) => this with { Axis = axis };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        if (inputs.Count == 0) throw new ShapeException("Concat takes at least one value");
        Expect.Float(inputs, "Concat");
        var first = inputs[0].Shape;
        var axis = first.Axis(Axis);
        Moves.RequireFixed(first, axis, "Concat");
        foreach (var input in inputs)
        {
            var fits = input.Shape.Rank == first.Rank && !input.Shape.Dimensions.Where((d, i) => i != axis && d != first.Dimensions[i]).Any();
            if (!fits) throw new ShapeException($"Concat along axis {axis} takes equal sizes on the other axes, and got {first} and {input.Shape}");
        }

        var size = (int)Math.Min(int.MaxValue, inputs.Sum(i => (long)i.Shape.Dimensions[axis].Size));
        return TensorType.Float(Shape.Of(first.Dimensions.Select((d, i) => i == axis ? size : d).ToArray()));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var axis = (Axis + inputs[0].Shape.Length) % inputs[0].Shape.Length;
        var shape = inputs[0].Shape.Select((size, i) => i == axis ? inputs.Sum(x => x.Shape[axis]) : size).ToArray();
        return NumericArray.Fill(shape, flat =>
        {
            var index = NumericArray.IndexOf(shape, flat);
            var source = 0;
            while (index[axis] >= inputs[source].Shape[axis]) index[axis] -= inputs[source++].Shape[axis];
            return inputs[source][index];
        });
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var axis = context.ShapeOf(0).Axis(Axis);
        var gradients = new int?[context.Inputs.Count];
        var start = 0;
        for (var i = 0; i < gradients.Length; i++)
        {
            var size = context.ShapeOf(i).Dimensions[axis].Size;
            gradients[i] = context.Add(new Slice(axis, start, size), context.OutputGradient);
            start += size;
        }

        return gradients;
    }

    public override string Torch(TorchContext context) =>
        $"torch.cat(new[] {{ {string.Join(", ", Enumerable.Range(0, context.Count).Select(context.In))} }}, {TorchContext.Axis(context.Shape, Axis)})";

    public override void Lower(LoweringContext context)
    {
        var whole = context.Node.Type.Shape;
        var axis = whole.Axis(Axis);
        var start = 0;
        for (var i = 0; i < context.Node.Inputs.Count; i++)
        {
            Moves.Into(context, i, whole, axis, start);
            start += context.TypeOf(i).Shape.Dimensions[axis].Size;
        }
    }
}
