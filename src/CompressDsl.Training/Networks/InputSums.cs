namespace CompressDsl.Training;

/// <summary>Sums of squares of the inputs of a layer, channel by channel, over the rows of a shard.</summary>
/// <param name="channels">Number of channels.</param>
internal sealed unsafe class InputSums(int channels)
{
    /// <summary>A sum per channel.</summary>
    public double[] Squares { get; } = new double[channels];

    /// <summary>Rows that were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(Squares);
        Rows = 0;
    }

    /// <summary>Adds values <c>[Rows, channels]</c>.</summary>
    public void Add(float* x, RowShape shape)
    {
        for (var row = 0; row < shape.Rows; row++, x += shape.Columns)
        {
            for (var c = 0; c < shape.Columns; c++) Squares[c] += (double)x[c] * x[c];
        }

        Rows += shape.Rows;
    }
}
