using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Checks of operands, with messages in the user's terms.</summary>
internal static class Expect
{
    /// <summary>All operands are floats.</summary>
    /// <exception cref="ShapeException">One holds integers.</exception>
    public static void Float(EquatableArray<TensorType> inputs, string op)
    {
        foreach (var input in inputs)
        {
            if (input.Element != ElementType.Float32)
                throw new ShapeException($"{op} takes float values, and got integers {input.Shape}");
        }
    }

    /// <summary>A setting within its range, both ends included.</summary>
    /// <exception cref="ShapeException">It is not.</exception>
    public static double Between(CallSite call, string setting, double low, double high)
    {
        var value = call.Number(setting);
        return value >= low && value <= high
            ? value
            : throw new ShapeException(FormattableString.Invariant($"'{setting}' has to be in [{low}, {high}], and is {value}"));
    }

    /// <summary>A size, at least 1.</summary>
    /// <exception cref="ShapeException">It is smaller.</exception>
    public static int Size(CallSite call, string setting)
    {
        var value = call.Int(setting);
        return value >= 1 ? value : throw new ShapeException($"'{setting}' has to be at least 1, and is {value}");
    }

    /// <summary>Rows of a matrix kernel over the last axis: everything before it.</summary>
    /// <exception cref="ShapeException">The rows cannot be counted (an axis of varying length and further ones).</exception>
    public static Dimension Rows(Shape shape, string op)
    {
        if (shape.Rank == 0) throw new ShapeException($"{op} takes at least one axis, and got a single number");
        if (shape.Named is not { } named) return shape.Rows;
        return shape.Rank == 2
            ? named
            : throw new ShapeException($"{op} over an axis of varying length takes two axes, and got {shape}");
    }
}
