using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Combines the elements along one axis.</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="KeepDim">Whether the axis stays, with size 1.</param>
internal abstract record ReduceOperator(int Axis, bool KeepDim) : Operator, IMovesAxis
{
    protected abstract ReduceKind Kind { get; }

    Operator IMovesAxis.WithAxis(int axis) => this with { Axis = axis };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, Describe());
        var shape = inputs[0].Shape;
        var axis = shape.Axis(Axis);
        if (shape.Named is not null && axis > 1)
            throw new ShapeException($"{Describe()} over axis {axis} of {shape} is not supported where the first axis varies; axis 0 and 1 are");
        return TensorType.Float(Result(shape, KeepDim));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var axis = (Axis + x.Shape.Length) % x.Shape.Length;
        var rest = x.Shape.Where((_, i) => i != axis).ToArray();
        var result = NumericArray.Fill(rest, flat =>
        {
            var index = NumericArray.IndexOf(rest, flat).ToList();
            index.Insert(axis, 0);
            return Meaning(Enumerable.Range(0, x.Shape[axis]).Select(i =>
            {
                index[axis] = i;
                return x[index.ToArray()];
            }));
        });
        return KeepDim ? new NumericArray(x.Shape.Select((size, i) => i == axis ? 1 : size).ToArray(), result.Data) : result;
    }

    /// <summary>The meaning for the elements along the axis.</summary>
    protected abstract double Meaning(IEnumerable<double> values);

    public override void Lower(LoweringContext context)
    {
        var shape = context.TypeOf(0).Shape;
        var axis = shape.Axis(Axis);
        var outer = axis == 1 ? shape.Dimensions[0] : Product(shape.Dimensions.Take(axis));
        var (operand, grid) = context.Stored(0);
        context.Emit(new ReducePrimitive(
            context.KernelName(), $"{Describe()} over axis {axis} of {shape}", operand, context.Out, Kind, outer, shape.Dimensions[axis],
            Product(shape.Dimensions.Skip(axis + 1)))
        {
            Grid = grid,
        });
    }

    /// <summary>The arguments of a reduction of TorchSharp.</summary>
    protected string Along(TorchContext context) => TorchContext.Axis(context.ShapeOf(0), Axis) + (KeepDim ? ", keepdim: true" : "");

    /// <summary>Shape of the result.</summary>
    protected Shape Result(Shape shape, bool keepDim)
    {
        var axis = shape.Axis(Axis);
        return keepDim
            ? Shape.Of(shape.Dimensions.Select((d, i) => i == axis ? 1 : d).ToArray())
            : Shape.Of(shape.Dimensions.Where((_, i) => i != axis).ToArray());
    }

    /// <summary>A row of the catalogue.</summary>
    protected static OperatorDefinition Define(string name, string summary, Func<int, bool, ReduceOperator> make) =>
        new(name, SurfaceKind.Function, summary, call => call.Apply(make(call.Int("axis"), call.Flag("keepDim"))))
        {
            Family = "Reductions",
            Operands = [new("x", "At least one axis.")],
            Returns = "The operand's shape without the axis, or with size 1 there; 0 where there is nothing to reduce.",
            Settings =
            [
                Operators.Define.Axis("-1", "Axis that is reduced"),
                new("keepDim", typeof(bool), "false", "Whether the axis stays, with size 1."),
            ],
            Example = $"private Value Forward([Input(16, 8)] Value x) => {name}(x, 0);     // [8]",
            Onnx = name,
            Samples =
            [
                OperatorSample.Of(Shape.Of(37)),
                OperatorSample.Of(Shape.Of(5, 18)).With("keepDim", true),
                OperatorSample.Of(Shape.Of(3, 4, 5)).With("axis", 1),
                OperatorSample.Of(Operators.Define.Tokens(9, 7)).With("axis", 0),
                OperatorSample.Of(Operators.Define.Tokens(9, 7)).With("axis", 0).With("keepDim", true),
                OperatorSample.Of(Operators.Define.Tokens(9, 7)),
            ],
        };

    private static int Product(IEnumerable<Dimension> dimensions) => dimensions.Aggregate(1, (product, d) => product * d.Size);
}
