namespace CompressDsl.Core;

/// <summary>
/// How the elements of a weight matrix are ordered for computation where that differs from the checkpoint: the checkpoint's tensor is
/// viewed as <paramref name="View"/>, its axes are permuted, and the first of them (the first <paramref name="RowAxes"/>) are the rows of the matrix.
/// </summary>
/// <param name="View">Sizes of the axes as the checkpoint's elements lie in memory.</param>
/// <param name="Axes">For every axis of the arranged tensor, the axis of the view that it is.</param>
/// <param name="Reversed">Axes of the view along which the elements run backwards, as a transposed convolution takes its kernel.</param>
/// <param name="RowAxes">Number of arranged axes that make the rows of the matrix, at least 1.</param>
/// <example><code>
/// // A convolution's weight [outputs, inputs, height, width] with a row per output and channels innermost:
/// var order = new WeightOrder(new(16, 3, 5, 5), new(0, 2, 3, 1));
/// var matrix = order.Arrange(checkpoint["conv.weight"].ToFloats());
/// </code></example>
public sealed record WeightOrder(EquatableArray<int> View, EquatableArray<int> Axes, EquatableArray<int> Reversed = default, int RowAxes = 1)
{
    /// <summary>Number of elements.</summary>
    public int Count => View.Aggregate(1, (product, size) => product * size);

    /// <summary>Rows of the matrix: size of the first arranged axes.</summary>
    public int Rows => Axes.Take(RowAxes).Aggregate(1, (product, axis) => product * View[axis]);

    /// <summary>Whether the axes are a permutation of the view's, and the reversed ones and those of the rows exist.</summary>
    public bool IsValid => View.Count > 0 && View.All(s => s > 0) && Axes.OrderBy(a => a).SequenceEqual(Enumerable.Range(0, View.Count))
        && Reversed.All(a => a >= 0 && a < View.Count) && Reversed.Distinct().Count() == Reversed.Count && RowAxes >= 1 && RowAxes <= View.Count;

    /// <summary>The elements in the order of computation.</summary>
    /// <param name="stored">As in the checkpoint.</param>
    public T[] Arrange<T>(T[] stored)
    {
        var result = new T[stored.Length];
        var at = 0;
        foreach (var source in Sources()) result[at++] = stored[source];
        return result;
    }

    /// <summary>The elements as the checkpoint has them: undoes <see cref="Arrange"/>.</summary>
    /// <param name="arranged">In the order of computation.</param>
    public T[] Restore<T>(T[] arranged)
    {
        var result = new T[arranged.Length];
        var at = 0;
        foreach (var source in Sources()) result[source] = arranged[at++];
        return result;
    }

    /// <summary>For every element in the order of computation, its place in the checkpoint.</summary>
    private IEnumerable<int> Sources()
    {
        var rank = View.Count;
        var strides = new int[rank];
        for (int axis = rank - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= View[axis];
        }

        var sizes = Axes.Select(a => View[a]).ToArray();
        var steps = Axes.Select(a => Reversed.Contains(a) ? -strides[a] : strides[a]).ToArray();
        var index = new int[rank];
        var source = Reversed.Sum(a => (View[a] - 1) * strides[a]);
        for (var left = Count; left > 0; left--)
        {
            yield return source;
            for (var axis = rank - 1; axis >= 0; axis--)
            {
                source += steps[axis];
                if (++index[axis] < sizes[axis]) break;
                source -= sizes[axis] * steps[axis];
                index[axis] = 0;
            }
        }
    }
}
