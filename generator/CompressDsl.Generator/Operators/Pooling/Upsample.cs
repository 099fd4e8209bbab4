using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A larger image with channels first.</summary>
/// <param name="Scale">Rows and columns that one becomes.</param>
/// <param name="Mode">What stands between the pixels.</param>
internal sealed record Upsample(int Scale, UpsampleMode Mode) : Operator
{
    public static readonly OperatorDefinition Definition = new(
        "Upsample", SurfaceKind.Layer,
        "An image `scaleFactor` times as high and as wide: every pixel repeated, or straight lines between the centres of the pixels (as PyTorch with `align_corners=False`).", Build)
    {
        Family = "Pooling",
        Operands = [new("x", "`[channels, height, width]`.")],
        Returns = "`[channels, height * scaleFactor, width * scaleFactor]`.",
        Settings =
        [
            new("scaleFactor", typeof(int), null, "Rows and columns that one becomes, at least 1."),
            new("mode", typeof(UpsampleMode), "UpsampleMode.Nearest", "What stands between the pixels."),
        ],
        Example = """
            private readonly Upsample up = new(2, UpsampleMode.Bilinear);

            private Value Forward([Input(8, 14, 14)] Value image) => up.Forward(image);     // [8, 28, 28]
            """,
        Onnx = "Resize",
        Samples =
        [
            OperatorSample.Of(Shape.Of(1, 3, 5)).With("scaleFactor", 2),
            OperatorSample.Of(Shape.Of(18, 3, 2)).With("scaleFactor", 3),
            OperatorSample.Of(Shape.Of(5, 3, 4)).With("scaleFactor", 2).With("mode", (int)UpsampleMode.Bilinear),
            OperatorSample.Of(Shape.Of(3, 4, 1)).With("scaleFactor", 3).With("mode", (int)UpsampleMode.Bilinear),
        ],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Upsample");
        var x = inputs[0].Shape;
        if (x.Rank != 3 || x.Named is not null) throw new ShapeException($"Upsample takes an image [channels, height, width], and got {x}");
        return TensorType.Float(Shape.Of(x.Dimensions[0], x.Dimensions[1].Size * Scale, x.Dimensions[2].Size * Scale));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        int[] shape = [x.Shape[0], x.Shape[1] * Scale, x.Shape[2] * Scale];
        return NumericArray.Fill(shape, flat =>
        {
            var index = NumericArray.IndexOf(shape, flat);
            if (Mode == UpsampleMode.Nearest) return x[index[0], index[1] / Scale, index[2] / Scale];
            var (top, bottom, down) = Between(index[1], x.Shape[1]);
            var (left, right, across) = Between(index[2], x.Shape[2]);
            double Row(int row) => (x[index[0], row, left] * (1 - across)) + (x[index[0], row, right] * across);
            return (Row(top) * (1 - down)) + (Row(bottom) * down);
        });
    }

    public override string Torch(TorchContext context)
    {
        var factors = string.Join(", ", Enumerable.Repeat(Support.Literal.Of(Scale), 2));
        return $"functional.interpolate({context.In(0)}, null, new double[] {{ {factors} }}, torch.InterpolationMode.{Mode}{(Mode == UpsampleMode.Bilinear ? ", false" : "")})";
    }

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var image = graph.Add(new Permute(ImageConvolution.ToChannelsLast), "image", inputs[0]);
        var larger = Mode == UpsampleMode.Nearest || Scale == 1
            ? graph.Add(new Nearest(Scale), "pixels", image)
            : Lines(graph, Lines(graph, image, 0), 1);
        return graph.Add(new Permute(ImageConvolution.ToChannelsFirst), "channels", larger);
    }

    /// <summary>The pixels around place <paramref name="at"/> of the result, and the share of the second one.</summary>
    private (int First, int Second, double Share) Between(int at, int size)
    {
        var place = Math.Max(0, ((at + 0.5) / Scale) - 0.5);
        var first = (int)place;
        return (first, Math.Min(first + 1, size - 1), place - first);
    }

    /// <summary>Straight lines along one axis of an image with channels last: one image per place between two pixels, put together in turn.</summary>
    private int Lines(GraphBuilder graph, int image, int axis)
    {
        var shape = graph.ShapeOf(image);
        var size = shape.Dimensions[axis].Size;
        var first = graph.Add(new Slice(axis, 0, 1), "first", image);
        var last = graph.Add(new Slice(axis, size - 1, 1), "last", image);
        var before = size == 1 ? image : graph.Add(new Concat(axis), "before", first, graph.Add(new Slice(axis, 0, size - 1), "front", image));
        var behind = size == 1 ? image : graph.Add(new Concat(axis), "behind", graph.Add(new Slice(axis, 1, size - 1), "rest", image), last);
        int[] sizes = [.. shape.Dimensions.Select(d => d.Size)];
        int[] single = [.. sizes.Take(axis + 1), 1, .. sizes.Skip(axis + 1)];
        var parts = Enumerable.Range(0, Scale).Select(phase =>
        {
            var distance = ((phase + 0.5) / Scale) - 0.5;
            var mixed = new MapOperator((Expr.Input(0) * (1 - Math.Abs(distance))) + (Expr.Input(1) * Math.Abs(distance)));
            var part = graph.Add(mixed, "part", image, distance < 0 ? before : behind);
            return graph.Add(new Reshape(Of(single)), "line", part);
        }).ToArray();
        return graph.Add(new Reshape(Of([.. sizes.Select((s, i) => i == axis ? s * Scale : s)])), "lines", graph.Add(new Concat(axis + 1), "turns", parts));
    }

    private static Shape Of(IEnumerable<int> sizes) => Shape.Of(sizes.Select(s => new Dimension(s)).ToArray());

    private static int Build(CallSite call) => call.Apply(new Upsample(Expect.Size(call, "scaleFactor"), (UpsampleMode)call.Int("mode")));
}
