using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>Places with features at each, features last: the form in which the values of two fields are compared.</summary>
internal sealed record FeatureShape(int Height, int Width, int Channels)
{
    public int Places => Height * Width;

    /// <summary>The form of a value; null where it has none (its length varies, it holds no floats, it has more than three axes).</summary>
    public static FeatureShape? Of(TensorType type)
    {
        if (type.Element != ElementType.Float32 || type.Shape.Named is not null) return null;
        var sizes = type.Shape.Dimensions.Select(d => d.Size).ToArray();
        return sizes.Length switch
        {
            0 => new FeatureShape(1, 1, 1),
            1 => new FeatureShape(1, 1, sizes[0]),
            2 => new FeatureShape(1, sizes[0], sizes[1]),
            3 => new FeatureShape(sizes[1], sizes[2], sizes[0]),
            _ => null,
        };
    }

    /// <summary>Why two values cannot be compared by <paramref name="loss"/>, or null.</summary>
    public static string? Mismatch(HintLoss loss, FeatureShape student, FeatureShape teacher)
    {
        switch (loss)
        {
            case HintLoss.Features:
                return (student.Height, student.Width) == (teacher.Height, teacher.Width) ? null
                    : "their places differ; HintLoss.Attention compares maps of different sizes, HintLoss.RelationalDistance anything";
            case HintLoss.Attention:
                if (student.Places == 1 || teacher.Places == 1) return "a map has more than one place; HintLoss.Features compares vectors";
                return IsMultiple(student.Height, teacher.Height) && IsMultiple(student.Width, teacher.Width) ? null
                    : "the height and width of one must be multiples of the other's";
            default:
                return null;
        }
    }

    private static bool IsMultiple(int a, int b) => Math.Max(a, b) % Math.Min(a, b) == 0;

    /// <summary>As sentences show it: features last.</summary>
    public override string ToString() => Height > 1 ? $"[{Height}, {Width}, {Channels}]" : Width > 1 ? $"[{Width}, {Channels}]" : $"[{Channels}]";
}
