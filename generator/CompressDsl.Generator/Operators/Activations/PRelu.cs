using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Rectified linear unit that learns which share of negative values it lets through. Operands: x, weight.</summary>
internal sealed record PRelu : Operator
{
    public static readonly OperatorDefinition Definition = new(
        "PRelu", SurfaceKind.Layer,
        "Rectified linear unit with a trained slope: `y = x` where `x > 0`, else `y = weight * x`, with one `weight` for all elements or one per channel.", Build)
    {
        Family = "Activation layers",
        Operands = [new("x", "`[features]` or `[channels, height, width]`; any shape where there is one slope.")],
        Returns = "The operand's shape.",
        Settings =
        [
            new("numParameters", typeof(int), "1", "Number of slopes: 1, or the size of the first axis (features or channels)."),
            new("init", typeof(double), "0.25", "Slope with which training starts."),
        ],
        Example = """
            private readonly Conv2d conv = new(3, 16, kernelSize: 3, padding: 1);
            private readonly PRelu act = new(16);

            private Value Forward([Input(3, 32, 32)] Value image) => act.Forward(conv.Forward(image));
            """,
        Onnx = "PRelu",
        Samples =
        [
            OperatorSample.Of(Shape.Of(37)),
            OperatorSample.Of(Shape.Of(37)).With("numParameters", 37).With("init", 0.1),
            OperatorSample.Of(Shape.Of(18, 4, 3)).With("numParameters", 18),
            OperatorSample.Of(Shape.Of(3, 4, 5)),
            OperatorSample.Of(Define.Tokens(7, 5)),
        ],
    };

    private static MapOperator Slope => new(Expr.Max(Expr.Input(0), 0) + (Expr.Input(1) * Expr.Min(Expr.Input(0), 0)));

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "PRelu");
        var (x, slopes) = (inputs[0].Shape, inputs[1].Shape.Columns);
        var fits = slopes == 1 || (x is { Named: null, Rank: 1 or 3 } && x.Dimensions[0] == slopes);
        return fits ? inputs[0] : throw new ShapeException($"PRelu with {slopes} slopes takes [{slopes}] or [{slopes}, height, width], and got {x}");
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, slopes) = (inputs[0], inputs[1]);
        return NumericArray.Fill(x.Shape, i => x.Data[i] > 0 ? x.Data[i] : x.Data[i] * slopes.Data[i * slopes.Length / x.Length]);
    }

    public override string Torch(TorchContext context) => $"functional.prelu({context.In(0)}, {context.In(1)})";

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        if (graph.ShapeOf(inputs[0]).Rank != 3 || graph.ShapeOf(inputs[1]).Elements == 1) return graph.Add(Slope, "slope", inputs.ToArray());
        var image = graph.Add(new Permute(ImageConvolution.ToChannelsLast), "image", inputs[0]);
        return graph.Add(new Permute(ImageConvolution.ToChannelsFirst), "channels", graph.Add(Slope, "pixels", image, inputs[1]));
    }

    private static int Build(CallSite call)
    {
        var slopes = Shape.Of(Expect.Size(call, "numParameters"));
        var start = Initializer.Constant(Expect.Between(call, "init", -1e6, 1e6));
        return call.Add(new PRelu(), call.Operands[0], call.Parameter("weight", WeightKind.Vector, slopes, start));
    }
}
