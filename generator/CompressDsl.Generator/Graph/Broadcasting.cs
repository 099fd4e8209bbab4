using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>NumPy's rule for operands of different shapes, and how a broadcast operand is read by a map kernel.</summary>
internal static class Broadcasting
{
    /// <summary>The common shape: axes are compared from the last one, and 1 stretches to any size.</summary>
    /// <exception cref="ShapeException">Two sizes differ and neither is 1.</exception>
    public static Shape Of(IEnumerable<Shape> shapes) => shapes.Aggregate(Shape.Scalar, Pair);

    /// <summary>The row-major strides of <paramref name="operand"/> seen as <paramref name="shape"/>: 0 along a stretched axis.</summary>
    public static int[] Strides(Shape operand, Shape shape)
    {
        var strides = new int[shape.Rank];
        var stride = 1;
        for (var i = operand.Rank - 1; i >= 0; i--)
        {
            var at = i + shape.Rank - operand.Rank;
            strides[at] = operand.Dimensions[i] == 1 ? 0 : stride;
            stride *= operand.Dimensions[i].Size;
        }

        return strides;
    }

    /// <summary>
    /// How <paramref name="operand"/> is read by a map over <paramref name="shape"/> whose rows end before axis <paramref name="split"/>;
    /// null where it has to be stretched in memory first.
    /// </summary>
    public static Addressing? Read(Shape operand, Shape shape, int split)
    {
        var padded = Enumerable.Repeat(new Dimension(1), shape.Rank - operand.Rank).Concat(operand.Dimensions).ToArray();
        if (padded.SequenceEqual(shape.Dimensions)) return Addressing.Full;
        if (padded.All(IsOne)) return Addressing.Single;
        if (padded.Take(split).All(IsOne) && padded.Skip(split).SequenceEqual(shape.Dimensions.Skip(split))) return Addressing.Column;
        if (padded.Skip(split).All(IsOne) && padded.Take(split).SequenceEqual(shape.Dimensions.Take(split))) return Addressing.Row;
        return null;
    }

    /// <summary>The axis before which a map over <paramref name="shape"/> divides rows from columns, best for reading <paramref name="operands"/>.</summary>
    public static int Split(Shape shape, IReadOnlyList<Shape> operands)
    {
        if (shape.Named is not null) return 1;
        if (shape.Rank == 0 || operands.All(o => Read(o, shape, 0) is Addressing.Full or Addressing.Single)) return 0;
        return Enumerable.Range(0, shape.Rank).Reverse()
            .OrderByDescending(split => operands.Count(o => Read(o, shape, split) is not null))
            .First();
    }

    private static Shape Pair(Shape a, Shape b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var dimensions = new Dimension[rank];
        for (var i = 0; i < rank; i++)
        {
            var left = At(a, i - rank + a.Rank);
            var right = At(b, i - rank + b.Rank);
            if (left != right && !IsOne(left) && !IsOne(right))
                throw new ShapeException($"shapes {a} and {b} do not fit: sizes {left} and {right} differ and neither is 1");
            dimensions[i] = IsOne(left) ? right : left;
        }

        return dimensions.Skip(1).Any(d => d.IsNamed)
            ? throw new ShapeException($"shapes {a} and {b} do not fit: an axis of varying length must stay the first one")
            : Shape.Of(dimensions);
    }

    private static Dimension At(Shape shape, int axis) => axis < 0 ? 1 : shape.Dimensions[axis];

    private static bool IsOne(Dimension dimension) => dimension == 1;
}
