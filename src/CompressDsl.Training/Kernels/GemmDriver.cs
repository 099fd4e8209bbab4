namespace CompressDsl.Training.Kernels;

/// <summary>Cuts a product into packed panels of B and register tiles.</summary>
internal static unsafe class GemmDriver<TV>
    where TV : unmanaged, IGemmVector<TV>
{
    /// <summary>Columns of a panel.</summary>
    public static int Panel => 2 * TV.Width;

    /// <summary>Computes the product.</summary>
    public static void Run(in GemmOperands g)
    {
        var depthBlock = GemmBlocking.Depth(g.Depth, Panel);
        if (g.Depth == 0) RunBlock(g, 0, 0, depthBlock);
        for (var k = 0; k < g.Depth; k += depthBlock) RunBlock(g, k, Math.Min(depthBlock, g.Depth - k), depthBlock);
    }

    private static void RunBlock(in GemmOperands g, int k, int depth, int depthBlock)
    {
        var columnBlock = GemmBlocking.Columns(g.Columns, depth, Panel);
        var scratch = GemmScratch.Rent((depthBlock * columnBlock) + (7 * Panel));
        var padded = GemmBlocking.RoundUp(g.Columns, Panel);
        for (var j = 0; j < g.Columns; j += columnBlock)
        {
            var columns = Math.Min(columnBlock, g.Columns - j);
            var panels = scratch + (7 * Panel);
            if (g.Packed != null) panels = g.Packed + ((nint)k * padded) + ((nint)j * depth);
            else GemmPacking.Pack(g, new GemmBlock(k, depth, j, columns, Panel), panels);
            RunRows(g, new GemmBlock(k, depth, j, columns, Panel), panels, scratch);
        }
    }

    private static void RunRows(in GemmOperands g, GemmBlock block, float* panels, float* scratch)
    {
        var row = 0;
        while (row < g.Rows)
        {
            var rows = GemmBlocking.TileRows(g.Rows - row);
            var tile = new GemmTile
            {
                A = g.A + (row * g.ARow) + (block.Depth0 * g.ADepth), ARow = g.ARow, ADepth = g.ADepth, Depth = block.Depth, CRow = g.CStride,
            };
            for (var j = 0; j < block.Columns; j += Panel)
            {
                tile.B = panels + ((nint)j * block.Depth);
                tile.C = g.C + (row * g.CStride) + block.Column0 + j;
                RunTile(g, ref tile, new TilePlace(rows, block.Column0 + j, block.Depth0 == 0), scratch);
            }

            row += rows;
        }
    }

    /// <summary>Chooses where the sums start and keeps a panel that hangs over the last column inside the scratch.</summary>
    private static void RunTile(in GemmOperands g, ref GemmTile tile, TilePlace place, float* scratch)
    {
        var width = Math.Min(Panel, g.Columns - place.Column);
        var full = width == Panel;
        float* c = tile.C, start = scratch + (6 * Panel);
        if (!place.IsFirst || g.Accumulate) tile.StartAt(c, g.CStride);
        else if (g.Bias != null && full) tile.StartAt(g.Bias + place.Column, 0);
        else
        {
            new Span<float>(start, Panel).Clear();
            if (g.Bias != null) new ReadOnlySpan<float>(g.Bias + place.Column, width).CopyTo(new Span<float>(start, width));
            tile.StartAt(start, 0);
        }

        if (full)
        {
            Compute(tile, place.Rows);
            return;
        }

        if (tile.StartRow != 0)
        {
            CopyRows(c, g.CStride, scratch, Panel, new TileSize(place.Rows, width));
            tile.StartAt(scratch, Panel);
        }

        tile.C = scratch;
        tile.CRow = Panel;
        Compute(tile, place.Rows);
        CopyRows(scratch, Panel, c, g.CStride, new TileSize(place.Rows, width));
        tile.CRow = g.CStride;
    }

    private static void CopyRows(float* from, nint fromRow, float* to, nint toRow, TileSize size)
    {
        for (var r = 0; r < size.Rows; r++)
        {
            new ReadOnlySpan<float>(from + (r * fromRow), size.Columns).CopyTo(new Span<float>(to + (r * toRow), size.Columns));
        }
    }

    private static void Compute(in GemmTile tile, int rows)
    {
        if (rows == 6) GemmKernel<TV>.Tile6(tile);
        else if (rows == 4) GemmKernel<TV>.Tile4(tile);
        else GemmKernel<TV>.Tile1(tile);
    }

    private readonly record struct TilePlace(int Rows, int Column, bool IsFirst);

    private readonly record struct TileSize(int Rows, int Columns);
}
