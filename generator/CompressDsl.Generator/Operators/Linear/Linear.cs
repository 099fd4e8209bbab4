using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Affine map of the last axis: <c>y = x W^T + b</c>. Operands: x, weight [N, K] and, if there is one, bias [N].</summary>
internal sealed record Linear(bool HasBias) : Operator, ILinearMap
{
    public static readonly OperatorDefinition Definition = new(
        "Linear", SurfaceKind.Layer, "Affine map of the last axis: `y = x W^T + b` with `weight` `[outFeatures, inFeatures]` and `bias` `[outFeatures]`.", Build)
    {
        Family = "Linear",
        Operands = [new("x", "`[.., inFeatures]`.")],
        Returns = "`[.., outFeatures]`.",
        Settings =
        [
            new("inFeatures", typeof(int), null, "Size of the operand's last axis, at least 1.", IsInferable: true),
            new("outFeatures", typeof(int), null, "Size of the result's last axis, at least 1."),
            new("bias", typeof(bool), "true", "Whether a bias is added."),
        ],
        Example = """
            private readonly Linear head = new(300, 10);

            private Value Forward([Input(300)] Value x) => head.Forward(x);
            """,
        Int8 = "8-bit weights and activations, 32-bit sums",
        Onnx = "Gemm, MatMul",
        Samples =
        [
            OperatorSample.Of(Shape.Of(1)).With("outFeatures", 1),
            OperatorSample.Of(Shape.Of(7)).With("inFeatures", 7).With("outFeatures", 5),
            OperatorSample.Of(Shape.Of(37)).With("outFeatures", 33),
            OperatorSample.Of(Shape.Of(3, 18)).With("outFeatures", 17).With("bias", false),
            OperatorSample.Of(Define.Tokens(6, 20)).With("outFeatures", 16),
        ],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Linear");
        var (x, weight) = (inputs[0].Shape, inputs[1].Shape);
        Expect.Rows(x, "Linear");
        if (x.Columns != weight.Columns)
            throw new ShapeException($"Linear takes {weight.Columns} features on the last axis, and got {x}");
        return TensorType.Float(Shape.Of([.. x.Dimensions.Take(x.Rank - 1), weight.Dimensions[0]]));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, weight) = (inputs[0], inputs[1]);
        var result = NumericArray.Zeros([.. x.Shape.Take(x.Shape.Length - 1), weight.Shape[0]]);
        for (var r = 0; r < x.Rows; r++)
        {
            for (var n = 0; n < weight.Rows; n++)
            {
                var sum = HasBias ? inputs[2].Data[n] : 0;
                for (var k = 0; k < x.Columns; k++) sum += x.Data[(r * x.Columns) + k] * weight.Data[(n * x.Columns) + k];
                result.Data[(r * weight.Rows) + n] = sum;
            }
        }

        return result;
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var (x, weight) = (context.Inputs[0], context.Inputs[1]);
        var input = context.Add(new LinearInputGradient(), context.OutputGradient, weight);
        var matrix = context.Add(new LinearWeightGradient(), context.OutputGradient, x);
        return HasBias ? [input, matrix, context.Add(new ColumnSum(), context.OutputGradient)] : [input, matrix];
    }

    public override void Lower(LoweringContext context) =>
        context.EmitDot(0, context.ParameterOf(1), HasBias ? context.ParameterOf(2) : null);

    public override string Torch(TorchContext context) =>
        $"functional.linear({string.Join(", ", Enumerable.Range(0, context.Count).Select(context.In))})";

    private static int Build(CallSite call)
    {
        var shape = call.ShapeOf(0);
        if (shape.Rank == 0) throw new ShapeException("Linear takes at least one axis, and got a single number");
        var inputs = call.Find("inFeatures") is null ? shape.Columns : Expect.Size(call, "inFeatures");
        var outputs = Expect.Size(call, "outFeatures");
        var start = Initializer.FanIn(inputs);
        var weight = call.Parameter("weight", WeightKind.Matrix, Shape.Of(outputs, inputs), start);
        return call.Flag("bias")
            ? call.Add(new Linear(true), call.Operands[0], weight, call.Parameter("bias", WeightKind.Vector, Shape.Of(outputs), start))
            : call.Add(new Linear(false), call.Operands[0], weight);
    }
}
