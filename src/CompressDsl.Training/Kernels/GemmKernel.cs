using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>
/// The register tiles: 6, 4 or 1 rows by two vectors. All sums run over the depth in order, so that a result does not depend on which
/// tile computed it.
/// </summary>
internal static unsafe class GemmKernel<TV>
    where TV : unmanaged, IGemmVector<TV>
{
    /// <summary>6 rows: 12 accumulators, which fits 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile6(in GemmTile tile)
    {
        float* start = tile.Start, second = start + TV.Width, a = tile.A, b = tile.B;
        var row = tile.StartRow;
        TV x0 = TV.Load(start), y0 = TV.Load(second);
        TV x1 = TV.Load(start + row), y1 = TV.Load(second + row);
        TV x2 = TV.Load(start + (2 * row)), y2 = TV.Load(second + (2 * row));
        TV x3 = TV.Load(start + (3 * row)), y3 = TV.Load(second + (3 * row));
        TV x4 = TV.Load(start + (4 * row)), y4 = TV.Load(second + (4 * row));
        TV x5 = TV.Load(start + (5 * row)), y5 = TV.Load(second + (5 * row));
        nint one = tile.ARow, two = 2 * one, step = tile.ADepth;
        var lower = a + (3 * one);
        for (var k = tile.Depth; k > 0; k--)
        {
            TV u = TV.Load(b), v = TV.Load(b + TV.Width), s = TV.Broadcast(a), t = TV.Broadcast(lower);
            x0 = TV.MultiplyAdd(s, u, x0); y0 = TV.MultiplyAdd(s, v, y0);
            x3 = TV.MultiplyAdd(t, u, x3); y3 = TV.MultiplyAdd(t, v, y3);
            s = TV.Broadcast(a + one); t = TV.Broadcast(lower + one);
            x1 = TV.MultiplyAdd(s, u, x1); y1 = TV.MultiplyAdd(s, v, y1);
            x4 = TV.MultiplyAdd(t, u, x4); y4 = TV.MultiplyAdd(t, v, y4);
            s = TV.Broadcast(a + two); t = TV.Broadcast(lower + two);
            x2 = TV.MultiplyAdd(s, u, x2); y2 = TV.MultiplyAdd(s, v, y2);
            x5 = TV.MultiplyAdd(t, u, x5); y5 = TV.MultiplyAdd(t, v, y5);
            a += step;
            lower += step;
            b += 2 * TV.Width;
        }

        float* c = tile.C;
        var next = tile.CRow;
        Store(x0, y0, c);
        Store(x1, y1, c + next);
        Store(x2, y2, c + (2 * next));
        Store(x3, y3, c + (3 * next));
        Store(x4, y4, c + (4 * next));
        Store(x5, y5, c + (5 * next));
    }

    /// <summary>4 rows, for what 6 do not divide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4(in GemmTile tile)
    {
        float* start = tile.Start, second = start + TV.Width, a = tile.A, b = tile.B;
        var row = tile.StartRow;
        TV x0 = TV.Load(start), y0 = TV.Load(second);
        TV x1 = TV.Load(start + row), y1 = TV.Load(second + row);
        TV x2 = TV.Load(start + (2 * row)), y2 = TV.Load(second + (2 * row));
        TV x3 = TV.Load(start + (3 * row)), y3 = TV.Load(second + (3 * row));
        nint one = tile.ARow, step = tile.ADepth;
        var lower = a + (2 * one);
        for (var k = tile.Depth; k > 0; k--)
        {
            TV u = TV.Load(b), v = TV.Load(b + TV.Width), s = TV.Broadcast(a), t = TV.Broadcast(lower);
            x0 = TV.MultiplyAdd(s, u, x0); y0 = TV.MultiplyAdd(s, v, y0);
            x2 = TV.MultiplyAdd(t, u, x2); y2 = TV.MultiplyAdd(t, v, y2);
            s = TV.Broadcast(a + one); t = TV.Broadcast(lower + one);
            x1 = TV.MultiplyAdd(s, u, x1); y1 = TV.MultiplyAdd(s, v, y1);
            x3 = TV.MultiplyAdd(t, u, x3); y3 = TV.MultiplyAdd(t, v, y3);
            a += step;
            lower += step;
            b += 2 * TV.Width;
        }

        float* c = tile.C;
        var next = tile.CRow;
        Store(x0, y0, c);
        Store(x1, y1, c + next);
        Store(x2, y2, c + (2 * next));
        Store(x3, y3, c + (3 * next));
    }

    /// <summary>A single row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1(in GemmTile tile)
    {
        float* a = tile.A, b = tile.B;
        TV x = TV.Load(tile.Start), y = TV.Load(tile.Start + TV.Width);
        for (var k = tile.Depth; k > 0; k--)
        {
            var s = TV.Broadcast(a);
            x = TV.MultiplyAdd(s, TV.Load(b), x); y = TV.MultiplyAdd(s, TV.Load(b + TV.Width), y);
            a += tile.ADepth;
            b += 2 * TV.Width;
        }

        Store(x, y, tile.C);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TV x, TV y, float* destination)
    {
        TV.Store(x, destination);
        TV.Store(y, destination + TV.Width);
    }
}
