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
        return Of(weight, weight.Pattern == PrunePattern.Block8x4 ? 8 : 16);
    }

    /// <summary>The blocks that kernels leave out, whatever the weights were pruned by: what a vector instruction covers.</summary>
    public static BlockGeometry OfVectors(WeightRecipe weight) => Of(weight, 16);

    /// <summary>Share of the blocks that have nothing left.</summary>
    /// <param name="mask">1 where a weight stays.</param>
    public double ZeroShare(byte[] mask)
    {
        if (Count == 0) return 0;
        var stays = new bool[Count];
        for (var i = 0; i < mask.Length; i++) stays[(i / Columns / BlockRows * Across) + (i % Columns / BlockColumns)] |= mask[i] != 0;
        return stays.Count(s => !s) / (double)Count;
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

    private static BlockGeometry Of(WeightRecipe weight, int outputs) => weight.Kind == WeightKind.Table
        ? new BlockGeometry(weight.Rows, weight.Columns, 4, outputs)
        : new BlockGeometry(weight.Rows, weight.Columns, outputs, 4);

    private int HeightOf(int block) => Math.Min(BlockRows, Rows - (block / Across * BlockRows));

    private int WidthOf(int block) => Math.Min(BlockColumns, Columns - (block % Across * BlockColumns));
}
