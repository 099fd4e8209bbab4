using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Training.Kernels;

/// <summary>
/// A product of few rows with a B that memory holds transposed, computed as <c>C^T = B^T A^T</c>: B, the larger of the two, is read where
/// it is, and only A is packed. The sums run over the depth in the same order as in <see cref="GemmDriver{TV}"/>: the same bits.
/// </summary>
internal static unsafe class GemmSwapped<TV>
    where TV : unmanaged, IGemmVector<TV>
{
    // Of one vector of rows that is filled up, so many have to be real: what is computed for the others is thrown away.
    private const int LeastFilled = 15;

    private const int LeastDepth = 64;

    private static int Panel => GemmDriver<TV>.Panel;

    // Work area: where the sums start, then a strip of sums, then the packed panels.
    private static int Sums => GemmPacking.StripRows * Panel;

    /// <summary>Whether that pays.</summary>
    public static bool Fits(in GemmOperands g) =>
        g.BTransposed && g.ADepth == 1 && !g.Accumulate && g.Columns >= g.Rows && g.Depth >= LeastDepth
        && GemmBlocking.RoundUp(g.Rows, Panel) * LeastFilled <= g.Rows * (LeastFilled + 1);

    /// <summary>Computes the product.</summary>
    public static void Run(in GemmOperands g)
    {
        var rowBlock = GemmBlocking.Columns(g.Rows, g.Depth, Panel);
        var panels = Sums + (GemmPacking.StripRows * rowBlock);
        var depthBlock = GemmBlocking.Depth(g.Depth);
        var listsLength = GemmSteps.Length(g.Columns, depthBlock, rowBlock / Panel) * ((g.Depth + depthBlock - 1) / depthBlock);
        var scratch = GemmScratch.Rent(panels + (rowBlock * g.Depth) + listsLength);
        if (g.Bias == null) new Span<float>(scratch, Sums).Clear();
        for (var row = 0; row < g.Rows; row += rowBlock)
        {
            var block = g;
            block.Rows = Math.Min(rowBlock, g.Rows - row);
            block.A = g.A + (row * g.ARow);
            block.C = g.C + (row * g.CStride);
            PackRows(block, scratch + panels);
            var lists = listsLength == 0 ? null : ListSteps(block, scratch + panels, (int*)(scratch + panels + (rowBlock * g.Depth)));
            RunBlock(block, scratch, scratch + panels, lists);
        }
    }

    /// <summary>Panels of rows of A, for one stretch of the sums after the other.</summary>
    private static void PackRows(in GemmOperands g, float* panels)
    {
        var (width, depthBlock) = (GemmBlocking.RoundUp(g.Rows, Panel), GemmBlocking.Depth(g.Depth));
        var across = new GemmOperands { B = g.A, BStride = g.ARow, BTransposed = true };
        for (var k = 0; k < g.Depth; k += depthBlock)
        {
            GemmPacking.Pack(across, Block(g, k), panels + ((nint)k * width));
        }
    }

    // The lists of all stretches of the sums, or null where none of them has zeros.
    private static int* ListSteps(in GemmOperands g, float* panels, int* lists)
    {
        var (width, depthBlock) = (GemmBlocking.RoundUp(g.Rows, Panel), GemmBlocking.Depth(g.Depth));
        var hasZeros = false;
        for (var k = 0; k < g.Depth && !hasZeros; k += depthBlock) hasZeros = GemmSteps.HasZeros(panels + ((nint)k * width), Block(g, k));
        if (!hasZeros) return null;
        var list = lists;
        for (var k = 0; k < g.Depth; k += depthBlock, list += width / Panel * GemmSteps.ListLength(depthBlock))
        {
            GemmSteps.Gather(panels + ((nint)k * width), Block(g, k), list);
        }

        return lists;
    }

    private static GemmBlock Block(in GemmOperands g, int k) => new(k, Math.Min(GemmBlocking.Depth(g.Depth), g.Depth - k), 0, g.Rows, Panel);

    private static void RunBlock(in GemmOperands g, float* scratch, float* panels, int* lists)
    {
        var (width, depthBlock) = (GemmBlocking.RoundUp(g.Rows, Panel), GemmBlocking.Depth(g.Depth));
        var tile = new GemmTile { ARow = g.BStride, ADepth = 1, Panels = width / Panel, C = scratch + Sums, CRow = width };
        for (int column = 0, columns; column < g.Columns; column += columns)
        {
            columns = GemmBlocking.TileRows(g.Columns - column);
            if (g.Bias != null) SetStarts(g.Bias + column, columns, scratch);
            tile.StartAt(scratch, Panel, 0);
            tile.Steps = lists;
            for (var k = 0; k < g.Depth; k += depthBlock)
            {
                tile.A = g.B + (column * g.BStride) + k;
                tile.B = panels + ((nint)k * width);
                tile.Depth = Math.Min(depthBlock, g.Depth - k);
                tile.StepsLength = GemmSteps.ListLength((int)tile.Depth);
                GemmDriver<TV>.Compute(tile, columns);
                if (lists != null) tile.Steps += tile.Panels * tile.StepsLength;
                tile.StartAt(tile.C, width, Panel);
            }

            var c = g;
            c.C += column;
            c.Columns = columns;
            Turn(tile.C, width, c);
        }
    }

    private static void SetStarts(float* bias, int columns, float* starts)
    {
        for (var c = 0; c < columns; c++, starts += Panel)
        {
            var start = TV.Broadcast(bias + c);
            TV.Store(start, starts);
            TV.Store(start, starts + TV.Width);
        }
    }

    /// <summary>Stores a strip of sums as columns of C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(float* sums, nint width, in GemmOperands g)
    {
        float* c = g.C;
        var (row, stride) = (0, g.CStride);
        if (Sse.IsSupported && g.Columns >= 4)
        {
            for (; row <= g.Rows - 4; row += 4, c += 4 * stride)
            {
                TurnFour(sums + row, width, c, stride);
                if (g.Columns == GemmPacking.StripRows) TurnTwo(sums + (4 * width) + row, width, c + 4, stride);
            }
        }

        for (; row < g.Rows; row++, c += stride)
        {
            for (var i = 0; i < g.Columns; i++) c[i] = sums[(i * width) + row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnFour(float* from, nint width, float* to, nint stride)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + width);
        Vector128<float> c = Vector128.Load(from + (2 * width)), d = Vector128.Load(from + (3 * width));
        Vector128<float> low = Sse.UnpackLow(a, b), high = Sse.UnpackLow(c, d);
        Sse.MoveLowToHigh(low, high).Store(to);
        Sse.MoveHighToLow(high, low).Store(to + stride);
        (low, high) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(low, high).Store(to + (2 * stride));
        Sse.MoveHighToLow(high, low).Store(to + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnTwo(float* from, nint width, float* to, nint stride)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + width);
        Vector128<float> low = Sse.UnpackLow(a, b), high = Sse.UnpackHigh(a, b);
        low.GetLower().Store(to);
        low.GetUpper().Store(to + stride);
        high.GetLower().Store(to + (2 * stride));
        high.GetUpper().Store(to + (3 * stride));
    }
}
