using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Training.Kernels;

/// <summary>Cuts a product into packed panels of B and register tiles.</summary>
internal static unsafe class GemmDriver<TV>
    where TV : unmanaged, IGemmVector<TV>
{
    // Work area: a tile of 6 rows, the start of the last panel's sums, a row of zeros, then the packed panels.
    private static int LastStart => 6 * Panel;

    private static int Zeros => 7 * Panel;

    private static int Panels => 8 * Panel;

    /// <summary>Columns of a panel.</summary>
    public static int Panel => 2 * TV.Width;

    /// <summary>Computes the product.</summary>
    public static void Run(in GemmOperands g)
    {
        if (GemmSwapped<TV>.Fits(g)) GemmSwapped<TV>.Run(g);
        else RunPacked(g);
    }

    /// <summary>Computes tiles of so many rows.</summary>
    public static void Compute(in GemmTile tile, int rows)
    {
        if (tile.IsPacked) Compute<GemmRowsPacked>(tile, rows);
        else if (tile.ADepth == 1) Compute<GemmRowsAlong>(tile, rows);
        else Compute<GemmRowsInPlace>(tile, rows);
    }

    /// <summary>Computes the product with packed panels of B.</summary>
    internal static void RunPacked(in GemmOperands g)
    {
        var rows = g;
        for (var row = 0; row < g.Rows; row += GemmBlocking.Rows)
        {
            rows.Rows = Math.Min(GemmBlocking.Rows, g.Rows - row);
            rows.A = g.A + (row * g.ARow);
            rows.C = g.C + (row * g.CStride);
            RunDepth(rows);
        }
    }

    private static void RunDepth(in GemmOperands g)
    {
        var depthBlock = GemmBlocking.Depth(g.Depth);
        if (g.Depth == 0) RunBlock(g, 0, 0);
        for (var k = 0; k < g.Depth; k += depthBlock) RunBlock(g, k, Math.Min(depthBlock, g.Depth - k));
    }

    private static void RunBlock(in GemmOperands g, int k, int depth)
    {
        var columnBlock = GemmBlocking.Columns(g.Columns, depth, Panel);
        var steps = Panels + (depth * columnBlock);
        var stepsLength = GemmSteps.Length(g.Rows, depth, columnBlock / Panel);
        var packed = steps + stepsLength;
        var isPacked = GemmBlocking.PacksRows(g.Columns, Panel);
        var scratch = GemmScratch.Rent(packed + (isPacked ? GemmBlocking.Tiles(g.Rows) * GemmPacking.StripRows * depth : 0));
        if (k == 0 && !g.Accumulate) PrepareStarts(g, scratch);
        if (isPacked) GemmPacking.PackRows(g, k, depth, scratch + packed);
        for (var j = 0; j < g.Columns; j += columnBlock)
        {
            var block = new GemmBlock(k, depth, j, Math.Min(columnBlock, g.Columns - j), Panel);
            GemmPacking.Pack(g, block, scratch + Panels);
            var rows = new GemmTile
            {
                A = isPacked ? scratch + packed : g.A + (k * g.ADepth), ARow = g.ARow, ADepth = g.ADepth, IsPacked = isPacked,
                B = scratch + Panels, Panels = block.Columns / Panel, Depth = depth, C = g.C + j, CRow = g.CStride,
                Steps = GemmSteps.List(scratch + Panels, block, stepsLength == 0 ? null : (int*)(scratch + steps)), StepsLength = GemmSteps.ListLength(depth),
            };
            RunRows(g, block, rows, scratch);
        }
    }

    private static void PrepareStarts(in GemmOperands g, float* scratch)
    {
        new Span<float>(scratch + LastStart, 2 * Panel).Clear();
        var first = (g.Columns - 1) / Panel * Panel;
        if (g.Bias != null) new ReadOnlySpan<float>(g.Bias + first, g.Columns - first).CopyTo(new Span<float>(scratch + LastStart, Panel));
    }

    private static void RunRows(in GemmOperands g, GemmBlock block, GemmTile tile, float* scratch)
    {
        var starts = block.Depth0 == 0 && !g.Accumulate;
        var width = block.Columns % Panel;
        for (int row = 0, rows; row < g.Rows; row += rows)
        {
            rows = GemmBlocking.TileRows(g.Rows - row);
            if (!starts) tile.StartAt(tile.C, g.CStride, Panel);
            else if (g.Bias != null) tile.StartAt(g.Bias + block.Column0, 0, Panel);
            else tile.StartAt(scratch + Zeros, 0, 0);
            Compute(tile, rows);
            if (width > 0) RunLast(tile, rows, width, scratch);
            tile.A += tile.IsPacked ? GemmPacking.StripRows * tile.Depth : rows * g.ARow;
            tile.C += rows * g.CStride;
        }
    }

    /// <summary>A panel that hangs over the last column: its tile is computed in the work area.</summary>
    private static void RunLast(GemmTile tile, int rows, int width, float* scratch)
    {
        var c = tile.C + (tile.Panels * Panel);
        tile.B += tile.Panels * Panel * tile.Depth;
        if (tile.Steps != null) tile.Steps += tile.Panels * tile.StepsLength;
        tile.Panels = 1;
        if (tile.StartRow == 0)
        {
            tile.StartAt(scratch + LastStart, 0, 0);
        }
        else
        {
            for (var r = 0; r < rows; r++) CopyRow(c + (r * tile.CRow), scratch + (r * Panel), width);
            tile.StartAt(scratch, Panel, 0);
        }

        var stride = tile.CRow;
        tile.C = scratch;
        tile.CRow = Panel;
        Compute(tile, rows);
        for (var r = 0; r < rows; r++) CopyRow(scratch + (r * Panel), c + (r * stride), width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow(float* from, float* to, int length)
    {
        var i = 0;
        for (; i <= length - 4; i += 4) Vector128.Load(from + i).Store(to + i);
        for (; i < length; i++) to[i] = from[i];
    }

    private static void Compute<TRows>(in GemmTile tile, int rows)
        where TRows : IGemmRows
    {
        if (tile.Steps == null) Compute<TRows, GemmAllSteps>(tile, rows);
        else Compute<TRows, GemmListedSteps>(tile, rows);
    }

    private static void Compute<TRows, TSteps>(in GemmTile tile, int rows)
        where TRows : IGemmRows
        where TSteps : IGemmSteps
    {
        if (rows == 6) GemmKernel<TV, TRows, TSteps>.Tile6(tile);
        else if (rows == 4) GemmKernel<TV, TRows, TSteps>.Tile4(tile);
        else GemmKernel<TV, TRows, TSteps>.Tile1(tile);
    }
}
