using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A value as a number of equal parts along an axis: a <see cref="Slice"/> for each.</summary>
internal static class Chunk
{
    public static readonly OperatorDefinition Definition = new(
        "Chunk", SurfaceKind.Function, "A value in a number of equal parts along one axis, as an array. Where the axis cannot be divided equally the last part is smaller, and there may be fewer parts, as in PyTorch.", Build)
    {
        Family = "Movement",
        Operands = [new("x", "At least one axis, of fixed length where it is divided.")],
        Returns = "At most `chunks` values: the operand's shape with `ceil(size / chunks)` along the axis, the last one with what remains.",
        Settings =
        [
            new("chunks", typeof(int), null, "Number of parts, at least 1."),
            Define.Axis("0", "Axis that is divided"),
        ],
        Example = """
            private Value Forward([Input(16, 14, 14)] Value image)
            {
                var halves = Chunk(image, 2);     // twice [8, 14, 14]
                return halves[0] * Sigmoid(halves[1]);
            }
            """,
        Onnx = "Split",
        Samples =
        [
            OperatorSample.Of(Shape.Of(37)).With("chunks", 3),
            OperatorSample.Of(Shape.Of(5, 6)).With("chunks", 4).With("axis", -1),
            OperatorSample.Of(Shape.Of(2, 4, 5)).With("chunks", 4).With("axis", 1),
            OperatorSample.Of(Define.Tokens(6, 8)).With("chunks", 1).With("axis", 1),
        ],
    };

    private static int[] Build(CallSite call)
    {
        var shape = call.ShapeOf(0);
        var axis = shape.Axis(call.Int("axis"));
        Moves.RequireFixed(shape, axis, "Chunk");
        var (chunks, whole) = (Expect.Size(call, "chunks"), shape.Dimensions[axis].Size);
        return Split.Into(call, axis, Split.Equal(whole, (whole + chunks - 1) / chunks));
    }
}
