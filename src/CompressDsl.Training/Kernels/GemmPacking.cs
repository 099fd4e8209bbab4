using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Training.Kernels;

/// <summary>
/// Copies rows of A into strips <c>[strip][depth][6]</c> and blocks of B into panels <c>[panel][depth][columns of a panel]</c>. Columns
/// behind the last one hold anything finite: their sums are never stored.
/// </summary>
internal static unsafe class GemmPacking
{
    /// <summary>Rows of a strip of A.</summary>
    public const int StripRows = 6;

    // Strips that are filled side by side where memory holds A transposed: whole cache lines are read.
    private const int StripsAtOnce = 8;

    /// <summary>Packs the rows of A for a stretch of the sums: a strip for every tile.</summary>
    public static void PackRows(in GemmOperands g, int depth0, int depth, float* destination)
    {
        var length = StripRows * (nint)depth;
        for (int row = 0, rows; row < g.Rows; row += rows, destination += length)
        {
            rows = GemmBlocking.TileRows(g.Rows - row);
            var source = g.A + (row * g.ARow) + (depth0 * g.ADepth);
            if (g.ARow == 1 && g.Rows - row >= StripRows * (StripsAtOnce + 2))
            {
                PackStrips(source, g.ADepth, destination, depth);
                destination += (StripsAtOnce - 1) * length;
                rows = StripsAtOnce * StripRows;
            }
            else if (rows == StripRows)
            {
                PackStrip(source, g.ARow, g.ADepth, destination, depth);
            }
            else
            {
                PackShortStrip(source, g, destination, depth, rows);
            }
        }
    }

    /// <summary>Packs <paramref name="block"/> of B.</summary>
    public static void Pack(in GemmOperands g, GemmBlock block, float* destination)
    {
        for (var j = 0; j < block.Columns; j += block.Panel)
        {
            var width = Math.Min(block.Panel, block.Columns - j);
            var panel = destination + ((nint)j * block.Depth);
            if (!g.BTransposed) PackStraight(g.B + (block.Depth0 * g.BStride) + block.Column0 + j, g.BStride, panel, block, width);
            else if (Avx.IsSupported && block.Panel % 8 == 0) PackTransposed(g.B + ((block.Column0 + j) * g.BStride) + block.Depth0, g.BStride, panel, block, width);
            else PackSlowly(g.B + ((block.Column0 + j) * g.BStride) + block.Depth0, g.BStride, panel, block, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStrips(float* source, nint step, float* strips, int depth)
    {
        for (var k = 0; k < depth; k++, source += step, strips += StripRows)
        {
            float* from = source, to = strips;
            for (var s = 0; s < StripsAtOnce; s++, from += StripRows, to += StripRows * (nint)depth)
            {
                Vector128.Load(from).Store(to);
                Vector128.Load(from + 2).Store(to + 2);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStrip(float* source, nint row, nint step, float* strip, int depth)
    {
        var lower = source + (3 * row);
        for (var k = 0; k < depth; k++, source += step, lower += step, strip += StripRows)
        {
            strip[0] = source[0];
            strip[1] = source[row];
            strip[2] = source[2 * row];
            strip[3] = lower[0];
            strip[4] = lower[row];
            strip[5] = lower[2 * row];
        }
    }

    private static void PackShortStrip(float* source, in GemmOperands g, float* strip, int depth, int rows)
    {
        for (var k = 0; k < depth; k++, source += g.ADepth, strip += StripRows)
        {
            for (var r = 0; r < rows; r++) strip[r] = source[r * g.ARow];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStraight(float* source, nint stride, float* panel, GemmBlock block, int width)
    {
        var wide = width & ~7;
        for (var k = 0; k < block.Depth; k++, source += stride, panel += block.Panel)
        {
            var j = 0;
            for (; j < wide; j += 8) Vector256.Load(source + j).Store(panel + j);
            for (; j < width; j++) panel[j] = source[j];
            for (; j < block.Panel; j++) panel[j] = 0;
        }
    }

    private static void PackSlowly(float* source, nint stride, float* panel, GemmBlock block, int width)
    {
        for (var k = 0; k < block.Depth; k++, source++)
        {
            for (var j = 0; j < block.Panel; j++) *panel++ = j < width ? source[j * stride] : 0;
        }
    }

    private static void PackTransposed(float* source, nint stride, float* panel, GemmBlock block, int width)
    {
        var rows = stackalloc float*[8];
        for (var j = 0; j < block.Panel; j += 8)
        {
            for (var r = 0; r < 8; r++) rows[r] = source + (Math.Min(j + r, width - 1) * stride);
            Transpose8(rows, panel + j, block.Depth, block.Panel);
        }
    }

    /// <summary>8 rows become 8 columns: rows r and r + 4 share a register, then a 4x4 transposition in both halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose8(float** rows, float* destination, int depth, nint panel)
    {
        float* p0 = rows[0], p1 = rows[1], p2 = rows[2], p3 = rows[3], p4 = rows[4], p5 = rows[5], p6 = rows[6], p7 = rows[7];
        nint k = 0;
        for (; k <= depth - 4; k += 4, destination += 4 * panel)
        {
            var r0 = Vector256.Create(Vector128.Load(p0 + k), Vector128.Load(p4 + k));
            var r1 = Vector256.Create(Vector128.Load(p1 + k), Vector128.Load(p5 + k));
            var r2 = Vector256.Create(Vector128.Load(p2 + k), Vector128.Load(p6 + k));
            var r3 = Vector256.Create(Vector128.Load(p3 + k), Vector128.Load(p7 + k));
            Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackHigh(r0, r1);
            Vector256<float> c = Avx.UnpackLow(r2, r3), d = Avx.UnpackHigh(r2, r3);
            Avx.Shuffle(a, c, 0x44).Store(destination);
            Avx.Shuffle(a, c, 0xEE).Store(destination + panel);
            Avx.Shuffle(b, d, 0x44).Store(destination + (2 * panel));
            Avx.Shuffle(b, d, 0xEE).Store(destination + (3 * panel));
        }

        for (; k < depth; k++, destination += panel)
        {
            for (var r = 0; r < 8; r++) destination[r] = rows[r][k];
        }
    }
}
