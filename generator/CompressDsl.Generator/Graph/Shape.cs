using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>The axes of one sample's value; the batch is not part of it. Only the first axis may be named.</summary>
internal sealed record Shape(EquatableArray<Dimension> Dimensions)
{
    public static readonly Shape Scalar = new(default(EquatableArray<Dimension>));

    public int Rank => Dimensions.Count;

    /// <summary>Number of elements with every named axis at its maximum.</summary>
    public int Elements => Dimensions.Aggregate(1, (product, d) => product * d.Size);

    /// <summary>Size of the last axis, 1 for a scalar.</summary>
    public int Columns => Rank == 0 ? 1 : Dimensions[Rank - 1].Size;

    /// <summary>Elements divided by <see cref="Columns"/>.</summary>
    public int Rows => Columns == 0 ? 0 : Elements / Columns;

    /// <summary>The named axis, if there is one.</summary>
    public Dimension? Named => Rank > 0 && Dimensions[0].IsNamed ? Dimensions[0] : null;

    public static Shape Of(params Dimension[] dimensions) => new(new EquatableArray<Dimension>(dimensions));

    /// <summary>The product of <paramref name="sizes"/>; 2^31 stands for anything larger.</summary>
    public static long Count(IEnumerable<int> sizes) => sizes.Aggregate(1L, (product, size) => Math.Min(product * size, 1L << 31));

    /// <summary>Turns a possibly negative axis (-1 = last) into an index.</summary>
    public int Axis(int axis) => axis >= -Rank && axis < Rank
        ? (axis + Rank) % Rank
        : throw new ShapeException($"axis {axis} does not exist in shape {this}");

    public override string ToString() => "[" + string.Join(", ", Dimensions) + "]";
}
