using System.Runtime.CompilerServices;

namespace CompressDsl.Training.Kernels;

/// <summary>
/// The register tiles: 6, 4 or 1 rows by two vectors, panel after panel. All sums run over the depth in order, so that a result does not
/// depend on which tile computed it.
/// </summary>
internal static unsafe class GemmKernel<TV, TRows, TSteps>
    where TV : unmanaged, IGemmVector<TV>
    where TRows : IGemmRows
    where TSteps : IGemmSteps
{
    /// <summary>6 rows: 12 accumulators, which fits 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile6(in GemmTile tile)
    {
        nint one = TRows.Row(tile), two = 2 * one, step = TRows.Step(tile);
        float* start = tile.Start, b = tile.B, c = tile.C;
        var list = tile.Steps;
        for (var panel = tile.Panels; panel > 0; panel--, start += tile.StartStep, c += 2 * TV.Width, list += tile.StepsLength)
        {
            var steps = list;
            nint depth = TSteps.Count(tile, ref steps), first = step * TSteps.First(ref steps);
            float* second = start + TV.Width, a = tile.A + first, lower = a + (3 * one);
            var row = tile.StartRow;
            TV x0 = TV.Load(start), y0 = TV.Load(second);
            TV x1 = TV.Load(start + row), y1 = TV.Load(second + row);
            TV x2 = TV.Load(start + (2 * row)), y2 = TV.Load(second + (2 * row));
            TV x3 = TV.Load(start + (3 * row)), y3 = TV.Load(second + (3 * row));
            TV x4 = TV.Load(start + (4 * row)), y4 = TV.Load(second + (4 * row));
            TV x5 = TV.Load(start + (5 * row)), y5 = TV.Load(second + (5 * row));
            for (var k = depth; k > 0; k--)
            {
                TV u = TV.Load(b), v = TV.Load(b + TV.Width), s = TV.Broadcast(a), t = TV.Broadcast(lower);
                TV.Accumulate(s, u, ref x0); TV.Accumulate(s, v, ref y0);
                TV.Accumulate(t, u, ref x3); TV.Accumulate(t, v, ref y3);
                s = TV.Broadcast(a + one); t = TV.Broadcast(lower + one);
                TV.Accumulate(s, u, ref x1); TV.Accumulate(s, v, ref y1);
                TV.Accumulate(t, u, ref x4); TV.Accumulate(t, v, ref y4);
                s = TV.Broadcast(a + two); t = TV.Broadcast(lower + two);
                TV.Accumulate(s, u, ref x2); TV.Accumulate(s, v, ref y2);
                TV.Accumulate(t, u, ref x5); TV.Accumulate(t, v, ref y5);
                var next = step * TSteps.Next(ref steps);
                a += next;
                lower += next;
                b += 2 * TV.Width;
            }

            b += 2 * TV.Width * (tile.Depth - depth);
            var below = tile.CRow;
            Store(x0, y0, c); Store(x1, y1, c + below);
            Store(x2, y2, c + (2 * below)); Store(x3, y3, c + (3 * below));
            Store(x4, y4, c + (4 * below)); Store(x5, y5, c + (5 * below));
        }
    }

    /// <summary>4 rows, for what 6 do not divide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4(in GemmTile tile)
    {
        nint one = TRows.Row(tile), step = TRows.Step(tile);
        float* start = tile.Start, b = tile.B, c = tile.C;
        var list = tile.Steps;
        for (var panel = tile.Panels; panel > 0; panel--, start += tile.StartStep, c += 2 * TV.Width, list += tile.StepsLength)
        {
            var steps = list;
            nint depth = TSteps.Count(tile, ref steps), first = step * TSteps.First(ref steps);
            float* second = start + TV.Width, a = tile.A + first, lower = a + (2 * one);
            var row = tile.StartRow;
            TV x0 = TV.Load(start), y0 = TV.Load(second);
            TV x1 = TV.Load(start + row), y1 = TV.Load(second + row);
            TV x2 = TV.Load(start + (2 * row)), y2 = TV.Load(second + (2 * row));
            TV x3 = TV.Load(start + (3 * row)), y3 = TV.Load(second + (3 * row));
            for (var k = depth; k > 0; k--)
            {
                TV u = TV.Load(b), v = TV.Load(b + TV.Width), s = TV.Broadcast(a), t = TV.Broadcast(lower);
                TV.Accumulate(s, u, ref x0); TV.Accumulate(s, v, ref y0);
                TV.Accumulate(t, u, ref x2); TV.Accumulate(t, v, ref y2);
                s = TV.Broadcast(a + one); t = TV.Broadcast(lower + one);
                TV.Accumulate(s, u, ref x1); TV.Accumulate(s, v, ref y1);
                TV.Accumulate(t, u, ref x3); TV.Accumulate(t, v, ref y3);
                var next = step * TSteps.Next(ref steps);
                a += next;
                lower += next;
                b += 2 * TV.Width;
            }

            b += 2 * TV.Width * (tile.Depth - depth);
            var below = tile.CRow;
            Store(x0, y0, c);
            Store(x1, y1, c + below);
            Store(x2, y2, c + (2 * below));
            Store(x3, y3, c + (3 * below));
        }
    }

    /// <summary>A single row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1(in GemmTile tile)
    {
        var step = TRows.Step(tile);
        float* start = tile.Start, b = tile.B, c = tile.C;
        var list = tile.Steps;
        for (var panel = tile.Panels; panel > 0; panel--, start += tile.StartStep, c += 2 * TV.Width, list += tile.StepsLength)
        {
            var steps = list;
            nint depth = TSteps.Count(tile, ref steps), first = step * TSteps.First(ref steps);
            var a = tile.A + first;
            TV x = TV.Load(start), y = TV.Load(start + TV.Width);
            for (var k = depth; k > 0; k--)
            {
                var s = TV.Broadcast(a);
                TV.Accumulate(s, TV.Load(b), ref x); TV.Accumulate(s, TV.Load(b + TV.Width), ref y);
                a += step * TSteps.Next(ref steps);
                b += 2 * TV.Width;
            }

            b += 2 * TV.Width * (tile.Depth - depth);

            Store(x, y, c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TV x, TV y, float* destination)
    {
        TV.Store(x, destination);
        TV.Store(y, destination + TV.Width);
    }
}
