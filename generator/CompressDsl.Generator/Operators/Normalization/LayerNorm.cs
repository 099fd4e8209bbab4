using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Mean 0 and variance 1 along the last axis. Operands: x, weight [features], bias [features].</summary>
internal sealed record LayerNorm(double Epsilon) : Operator
{
    public static readonly OperatorDefinition Definition = new(
        "LayerNorm", SurfaceKind.Layer,
        "Normalises the last axis: `y = (x - mean) / sqrt(var + eps) * weight + bias`, with the mean and the (biased) variance of that row.", Build)
    {
        Family = "Normalization",
        Operands = [new("x", "`[.., normalizedShape]`.")],
        Returns = "The operand's shape.",
        Settings =
        [
            new("normalizedShape", typeof(int), null, "Size of the last axis, at least 1."),
            new("eps", typeof(double), "1e-5", "Added to the variance, in [1e-12, 1]."),
        ],
        Example = """
            private readonly LayerNorm norm = new(64);

            private Value Forward([Input(64)] Value x) => norm.Forward(x);
            """,
        Onnx = "LayerNormalization",
        Samples =
        [
            OperatorSample.Of(Shape.Of(37)).With("normalizedShape", 37),
            OperatorSample.Of(Shape.Of(3, 18)).With("normalizedShape", 18).With("eps", 0.01),
            OperatorSample.Of(Define.Tokens(6, 7)).With("normalizedShape", 7),
        ],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "LayerNorm");
        Expect.Rows(inputs[0].Shape, "LayerNorm");
        return inputs[0].Shape.Columns == inputs[1].Shape.Columns
            ? inputs[0]
            : throw new ShapeException($"LayerNorm takes {inputs[1].Shape.Columns} features on the last axis, and got {inputs[0].Shape}");
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, weight, bias) = (inputs[0], inputs[1], inputs[2]);
        var result = NumericArray.Zeros(x.Shape);
        for (var r = 0; r < x.Rows; r++)
        {
            var row = x.Data.Skip(r * x.Columns).Take(x.Columns).ToArray();
            var mean = row.Average();
            var deviation = Math.Sqrt(row.Average(v => (v - mean) * (v - mean)) + Epsilon);
            for (var c = 0; c < x.Columns; c++)
                result.Data[(r * x.Columns) + c] = ((row[c] - mean) / deviation * weight.Data[c]) + bias.Data[c];
        }

        return result;
    }

    public override string Torch(TorchContext context) =>
        $"functional.layer_norm({context.In(0)}, {TorchContext.Longs(context.Shape.Columns)}, {context.In(1)}, {context.In(2)}, {Support.Literal.Of(Epsilon)})";

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var (x0, x1, x2, x3) = (Expr.Input(0), Expr.Input(1), Expr.Input(2), Expr.Input(3));
        var mean = graph.Add(new ReduceMean(-1, true), "mean", inputs[0]);
        var centred = graph.Add(new Sub(), "centred", inputs[0], mean);
        var squares = graph.Add(new MapOperator(x0 * x0), "squares", centred);
        var variance = graph.Add(new ReduceMean(-1, true), "variance", squares);
        var scale = graph.Add(new MapOperator(1 / Expr.Sqrt(x0 + Epsilon)), "scale", variance);
        return graph.Add(new MapOperator((x0 * x1 * x2) + x3), "normalized", centred, scale, inputs[1], inputs[2]);
    }

    private static int Build(CallSite call)
    {
        var features = Expect.Size(call, "normalizedShape");
        return call.Add(
            new LayerNorm(Expect.Between(call, "eps", 1e-12, 1)),
            call.Operands[0],
            call.Parameter("weight", WeightKind.Vector, Shape.Of(features), Initializer.Constant(1)),
            call.Parameter("bias", WeightKind.Vector, Shape.Of(features), Initializer.Constant(0)));
    }
}
