namespace CompressDsl.Training;

/// <summary>The class that outputs speak for.</summary>
public static class ArgMax
{
    /// <summary>Place of the largest value, the first one where several are equal.</summary>
    /// <param name="values">At least one value.</param>
    public static int Of(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }

    /// <summary>Number of rows whose largest value is at their label.</summary>
    /// <param name="outputs"><c>[rows, width]</c>.</param>
    /// <param name="labels">One per row.</param>
    /// <param name="width">Values per row.</param>
    public static int CountCorrect(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int width)
    {
        var correct = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (Of(outputs.Slice(row * width, width)) == labels[row]) correct++;
        }

        return correct;
    }
}
