using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A value as several parts along an axis: a <see cref="Slice"/> for each.</summary>
internal static class Split
{
    public static readonly OperatorDefinition Definition = new(
        "Split", SurfaceKind.Function, "The parts of a value one behind the other along one axis, as an array: of the given sizes, or, for one size, all of that size but for a smaller last one.", Build)
    {
        Family = "Movement",
        Operands = [new("x", "At least one axis, of fixed length where it is split.")],
        Returns = "One value per part: the operand's shape with the part's size along the axis.",
        Settings =
        [
            Define.Axis(null, "Axis that is split"),
            new("sizes", typeof(int[]), null, "Sizes of the parts, at least 1, which together are the axis; or one size for all parts."),
        ],
        Example = """
            private Value Forward([Input(16, 14, 14)] Value image)
            {
                var parts = Split(image, 0, 4, 12);     // [4, 14, 14] and [12, 14, 14]
                return Concat(0, parts[1], Sigmoid(parts[0]));
            }
            """,
        Onnx = "Split",
        Samples =
        [
            OperatorSample.Of(Shape.Of(37)).With("axis", 0).With("sizes", new[] { 3, 1, 33 }),
            OperatorSample.Of(Shape.Of(5, 18)).With("axis", -1).With("sizes", new[] { 7 }),
            OperatorSample.Of(Shape.Of(3, 4, 5)).With("axis", 1).With("sizes", new[] { 2, 2 }),
            OperatorSample.Of(Shape.Of(3, 4)).With("axis", 0).With("sizes", new[] { 5 }),
            OperatorSample.Of(Define.Tokens(6, 8)).With("axis", 1).With("sizes", new[] { 3, 5 }),
        ],
    };

    /// <summary>Adds the parts of the given sizes.</summary>
    public static int[] Into(CallSite call, int axis, IEnumerable<int> sizes)
    {
        var start = 0;
        return [.. sizes.Select(size => call.Apply(new Slice(axis, (start += size) - size, size)))];
    }

    /// <summary>Sizes of the parts of <paramref name="whole"/>: all <paramref name="size"/>, but for the last one.</summary>
    public static IEnumerable<int> Equal(int whole, int size)
    {
        for (var start = 0; start < whole; start += size) yield return Math.Min(size, whole - start);
    }

    private static int[] Build(CallSite call)
    {
        var shape = call.ShapeOf(0);
        var axis = shape.Axis(call.Int("axis"));
        Moves.RequireFixed(shape, axis, "Split");
        var (sizes, whole) = (call.Ints("sizes"), shape.Dimensions[axis].Size);
        if (sizes.Length == 0 || sizes.Any(s => s < 1)) throw new ShapeException($"Split takes sizes of at least 1, and got [{string.Join(", ", sizes)}]");
        if (sizes.Length == 1) return Into(call, axis, Equal(whole, sizes[0]));
        return sizes.Sum(s => (long)s) == whole
            ? Into(call, axis, sizes)
            : throw new ShapeException($"sizes [{string.Join(", ", sizes)}] are {sizes.Sum(s => (long)s)} together, and axis {axis} of {shape} has {whole}");
    }
}
