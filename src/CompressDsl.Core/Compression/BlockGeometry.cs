namespace CompressDsl.Core;

/// <summary>
/// How a tensor is cut into blocks: 16 or 8 outputs x 4 inputs of a matrix, 4 tokens x 16 or 8 dimensions of a table, or whole rows. Blocks
/// at the edges may be smaller.
/// </summary>
internal sealed record BlockGeometry(int Rows, int Columns, int BlockRows, int BlockColumns)
{
    public int Across => (Columns + BlockColumns - 1) / BlockColumns;

    public int Down => (Rows + BlockRows - 1) / BlockRows;

    public int Count => Across * Down;

    public static BlockGeometry Of(WeightRecipe weight)
    {
        var (rows, columns) = (weight.Rows, weight.Columns);
        if (weight.Pattern == PrunePattern.Rows) return new BlockGeometry(rows, columns, 1, Math.Max(1, columns));
        var outputs = weight.Pattern == PrunePattern.Block8x4 ? 8 : 16;
        return weight.Kind == WeightKind.Table ? new BlockGeometry(rows, columns, 4, outputs) : new BlockGeometry(rows, columns, outputs, 4);
    }

    /// <summary>Number of weights in a block.</summary>
    public int Size(int block) => HeightOf(block) * WidthOf(block);

    /// <summary>Sum of the scores in each block, row by row within it.</summary>
    public double[] Sums(float[] scores, Func<float, double> term)
    {
        var sums = new double[Count];
        for (var row = 0; row < Rows; row++)
        {
            var first = row / BlockRows * Across;
            var start = row * Columns;
            for (var column = 0; column < Columns; column++) sums[first + (column / BlockColumns)] += term(scores[start + column]);
        }

        return sums;
    }

    public void Clear(byte[] mask, int block)
    {
        var row = block / Across * BlockRows;
        var column = block % Across * BlockColumns;
        for (var r = row; r < row + HeightOf(block); r++) Array.Clear(mask, (r * Columns) + column, WidthOf(block));
    }

    private int HeightOf(int block) => Math.Min(BlockRows, Rows - (block / Across * BlockRows));

    private int WidthOf(int block) => Math.Min(BlockColumns, Columns - (block % Across * BlockColumns));
}
