using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>
/// Turns a kernel over one sample into one over all rows of a shard: the batch becomes an axis of varying length. Where that is not
/// possible (the sample itself has such an axis, or a value is stretched over the rows of a sample) the kernel stays as it is and is
/// called for one sample after the other.
/// </summary>
internal static class Batching
{
    /// <summary>Name of the batch axis in kernels.</summary>
    public const string Rows = "shardRow";

    /// <summary>Marks a call for every sample whose lengths are all constant.</summary>
    public static readonly Dimension EverySample = new(1);

    public static KernelStep Of(Primitive primitive, Func<int, int> lengthOf) => primitive switch
    {
        MapPrimitive map => Of(map),
        ReducePrimitive reduce => Of(reduce),
        MovePrimitive move => Of(move, lengthOf),
        PoolPrimitive pool => new KernelStep(pool with { Images = Row }, pool.Comment, null),
        _ => throw new NotSupportedException($"{primitive.GetType().Name} has no batched form."),
    };

    /// <summary>A map of constant size, one row per sample, is a map over the rows of the shard.</summary>
    private static KernelStep Of(MapPrimitive map)
    {
        if (map.Rows.IsNamed) return new KernelStep(map, map.Comment, map.Rows);
        var single = map.Rows.Size == 1;
        var stretched = map.Operands.Any(o => o.Buffer is not null && (o.Addressing is Addressing.Column or Addressing.Single));
        if (stretched && !single) return new KernelStep(map, map.Comment, EverySample);
        var operands = map.Operands.Select(o => o.Buffer is null ? o : o with { Addressing = Batched(o.Addressing, single) });
        var batched = map with { Operands = new EquatableArray<MapOperand>(operands), Rows = Axis(map.Rows.Size) };
        return new KernelStep(batched, map.Comment, null);
    }

    private static Addressing Batched(Addressing addressing, bool single) => (addressing, single) switch
    {
        (Addressing.Column, true) => Addressing.Full,
        (Addressing.Single, true) => Addressing.Row,
        _ => addressing,
    };

    private static KernelStep Of(ReducePrimitive reduce)
    {
        if (reduce.Axis.IsNamed) return new KernelStep(reduce, reduce.Comment, reduce.Axis);
        if (reduce.Outer.IsNamed) return new KernelStep(reduce, reduce.Comment, reduce.Outer);
        return new KernelStep(reduce with { Outer = Axis(reduce.Outer.Size) }, reduce.Comment, null);
    }

    private static KernelStep Of(MovePrimitive move, Func<int, int> lengthOf)
    {
        if (move.Extents.Any(e => e.IsNamed)) return new KernelStep(move, move.Comment, move.Extents.First(e => e.IsNamed));
        var batched = move with
        {
            Extents = new EquatableArray<Dimension>(new[] { Axis(1) }.Concat(move.Extents)),
            InputStrides = new EquatableArray<int>(new[] { lengthOf(move.Input) }.Concat(move.InputStrides)),
            OutputStrides = new EquatableArray<int>(new[] { lengthOf(move.Output) }.Concat(move.OutputStrides)),
        };
        return new KernelStep(batched, move.Comment, null);
    }

    /// <summary>The batch axis times <paramref name="perSample"/> rows of one sample.</summary>
    private static Dimension Axis(int perSample) => new(perSample, Rows);

    /// <summary>The batch axis alone.</summary>
    public static Dimension Row => Axis(1);
}
