namespace CompressDsl.Generator.Graph;

internal sealed partial class NumericArray
{
    /// <summary>Applies <paramref name="function"/> to the elements that meet under NumPy's broadcasting.</summary>
    public static NumericArray Broadcast(IReadOnlyList<NumericArray> operands, Func<double[], double> function)
    {
        var rank = operands.Max(o => o.Shape.Length);
        var shape = Enumerable.Range(0, rank).Select(axis => Size(operands, axis - rank)).ToArray();
        var values = new double[operands.Count];
        return Fill(shape, flat =>
        {
            var index = IndexOf(shape, flat);
            for (var i = 0; i < values.Length; i++) values[i] = operands[i].Stretched(index);
            return function(values);
        });
    }

    /// <summary>The index vector of element <paramref name="flat"/> of an array of shape <paramref name="shape"/>.</summary>
    public static int[] IndexOf(int[] shape, int flat)
    {
        var index = new int[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = flat % shape[axis];
            flat /= shape[axis];
        }

        return index;
    }

    /// <summary>The element at an index vector.</summary>
    public double this[params int[] index] => Data[Offset(index)];

    /// <summary>Position in <see cref="Data"/> of an index vector.</summary>
    public int Offset(params int[] index)
    {
        var offset = 0;
        for (var axis = 0; axis < Shape.Length; axis++) offset = (offset * Shape[axis]) + index[axis];
        return offset;
    }

    private static int Size(IReadOnlyList<NumericArray> operands, int fromEnd)
    {
        var sizes = operands.Select(o => fromEnd + o.Shape.Length < 0 ? 1 : o.Shape[fromEnd + o.Shape.Length]).Where(s => s != 1).ToArray();
        return sizes.Length == 0 ? 1 : sizes[0];
    }

    private double Stretched(int[] index)
    {
        var skip = index.Length - Shape.Length;
        return this[Shape.Select((size, axis) => size == 1 ? 0 : index[axis + skip]).ToArray()];
    }
}
