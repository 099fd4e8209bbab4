using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Training.Kernels;

/// <summary>Copies blocks of B into panels: <c>[panel][depth][columns of a panel]</c>, zero padded.</summary>
internal static unsafe class GemmPacking
{
    /// <summary>Packs <paramref name="block"/> of B.</summary>
    public static void Pack(in GemmOperands g, GemmBlock block, float* destination)
    {
        for (var j = 0; j < block.Columns; j += block.Panel)
        {
            var width = Math.Min(block.Panel, block.Columns - j);
            var panel = destination + ((nint)j * block.Depth);
            if (g.BTransposed)
            {
                var source = g.B + ((block.Column0 + j) * g.BStride) + block.Depth0;
                PackTransposed(source, g.BStride, panel, block, width);
            }
            else
            {
                var source = g.B + (block.Depth0 * g.BStride) + block.Column0 + j;
                PackStraight(source, g.BStride, panel, block, width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStraight(float* source, nint stride, float* panel, GemmBlock block, int width)
    {
        if (width == block.Panel && width % 8 == 0)
        {
            for (var k = 0; k < block.Depth; k++, source += stride, panel += width)
            {
                for (var j = 0; j < width; j += 8) Vector256.Load(source + j).Store(panel + j);
            }

            return;
        }

        for (var k = 0; k < block.Depth; k++, source += stride, panel += block.Panel)
        {
            for (var j = 0; j < block.Panel; j++) panel[j] = j < width ? source[j] : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTransposed(float* source, nint stride, float* panel, GemmBlock block, int width)
    {
        var fast = Avx.IsSupported && block.Panel % 8 == 0 ? width / 8 * 8 : 0;
        var deep = fast == 0 ? 0 : block.Depth / 4 * 4;
        for (var j = 0; j < fast; j += 8)
        {
            for (var k = 0; k < deep; k += 4) Transpose8x4(source + (j * stride) + k, stride, panel + ((nint)k * block.Panel) + j, block.Panel);
        }

        for (var j = 0; j < block.Panel; j++)
        {
            for (var k = j < fast ? deep : 0; k < block.Depth; k++)
            {
                panel[((nint)k * block.Panel) + j] = j < width ? source[(j * stride) + k] : 0;
            }
        }
    }

    /// <summary>8 rows of 4 floats become 4 rows of 8: rows r and r + 4 share a register, then a 4x4 transposition in both halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x4(float* source, nint stride, float* destination, nint panel)
    {
        var lower = source + (4 * stride);
        var r0 = Vector256.Create(Vector128.Load(source), Vector128.Load(lower));
        var r1 = Vector256.Create(Vector128.Load(source + stride), Vector128.Load(lower + stride));
        var r2 = Vector256.Create(Vector128.Load(source + (2 * stride)), Vector128.Load(lower + (2 * stride)));
        var r3 = Vector256.Create(Vector128.Load(source + (3 * stride)), Vector128.Load(lower + (3 * stride)));
        Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackHigh(r0, r1);
        Vector256<float> c = Avx.UnpackLow(r2, r3), d = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(a, c, 0x44).Store(destination);
        Avx.Shuffle(a, c, 0xEE).Store(destination + panel);
        Avx.Shuffle(b, d, 0x44).Store(destination + (2 * panel));
        Avx.Shuffle(b, d, 0xEE).Store(destination + (3 * panel));
    }
}
