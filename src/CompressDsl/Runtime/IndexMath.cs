namespace CompressDsl.Runtime.V1;

/// <summary>Places of values.</summary>
public static class IndexMath
{
    /// <summary>
    /// For every index, the place of the largest of the values that belong to it: the first one where several are equal; a value that is no
    /// number counts as the largest, as in PyTorch.
    /// </summary>
    /// <param name="values"><c>[outer, axis, inner]</c>.</param>
    /// <param name="indices"><c>[outer, inner]</c>, overwritten.</param>
    /// <param name="axis">Number of values that are compared, at least 1.</param>
    /// <param name="inner">Values from one that is compared to the next.</param>
    public static void ArgMax(ReadOnlySpan<float> values, Span<int> indices, int axis, int inner)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            var first = (i / inner * axis * inner) + (i % inner);
            var best = 0;
            for (var place = 1; place < axis; place++)
            {
                var (value, largest) = (values[first + (place * inner)], values[first + (best * inner)]);
                if (value > largest || (float.IsNaN(value) && !float.IsNaN(largest))) best = place;
            }

            indices[i] = best;
        }
    }
}
