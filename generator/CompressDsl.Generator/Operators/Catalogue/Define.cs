using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Short ways to write the rows of the catalogue that look alike.</summary>
internal static class Define
{
    /// <summary>A function of one value, element by element.</summary>
    public static OperatorDefinition Activation(string name, string summary, string onnx, Func<CallSite, Operator> make) =>
        new(name, SurfaceKind.Function, summary, call => call.Apply(make(call)))
        {
            Family = "Activations",
            Operands = [new("x", "Any shape.")],
            Returns = "The operand's shape.",
            Example = $"private Value Forward([Input(8)] Value x) => {name}(x);",
            Int8 = "a table between 8-bit layers",
            Onnx = onnx,
            Samples = [OperatorSample.Of(Shape.Of(1)), OperatorSample.Of(Shape.Of(37)), OperatorSample.Of(Tokens(19, 5)), OperatorSample.Of(Shape.Of(2, 3, 4))],
        };

    /// <summary>A function of two values under broadcasting.</summary>
    public static OperatorDefinition Arithmetic(string name, string summary, string sign, Operator op) =>
        new(name, SurfaceKind.Function, summary, call => call.Apply(op))
        {
            Family = "Arithmetic",
            Operands =
            [
                new("a", "Any shape, or a number.", AllowsNumber: true),
                new("b", "A shape that broadcasts with that of `a` (sizes equal or 1, from the last axis), or a number.", AllowsNumber: true),
            ],
            Returns = "The broadcast shape.",
            Example = $"private Value Forward([Input(8)] Value x) => {name}(x, 2);     // the same as x {sign} 2",
            Onnx = name,
            Samples =
            [
                OperatorSample.Of(Shape.Of(33), Shape.Of(33)),
                OperatorSample.Of(Tokens(9, 5), Shape.Of(5)),
                OperatorSample.Of(Shape.Of(5), Tokens(9, 5)),
                OperatorSample.Of(Shape.Of(3, 5), Shape.Of(3, 1)),
                OperatorSample.Of(Shape.Of(2, 3, 5), Shape.Of(3, 1)),
                OperatorSample.Of(Shape.Of(4, 1), Shape.Of(1, 6)),
                OperatorSample.Of(Shape.Of(7), Shape.Scalar),
            ],
        };

    /// <summary>The setting that names an axis.</summary>
    public static SettingDefinition Axis(string? fallback, string meaning) =>
        new("axis", typeof(int), fallback, $"{meaning}; negative numbers count from the end (-1 is the last axis).");

    /// <summary>A shape whose first axis varies from call to call.</summary>
    public static Shape Tokens(int maximum, params int[] rest) =>
        Shape.Of([new Dimension(maximum, "n"), .. rest.Select(size => new Dimension(size))]);
}
