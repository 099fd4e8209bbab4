using CompressDsl.Training;

namespace ImageClassifier.Data;

/// <summary>Draws ten kinds of shapes in any colour, place, size and a small turn, on a noisy ground of another colour.</summary>
internal static class ShapePainter
{
    private const int Size = 32;
    private const int Noise = 40;
    private const int LeastContrast = 60;

    /// <summary>Picture <paramref name="index"/> of a seed; the same on every machine.</summary>
    public static LabelledImage Draw(int seed, int index)
    {
        var random = new CounterRandom((ulong)seed, (ulong)index);
        var shape = random.Next(CifarFile.Classes);
        var (ground, colour) = (Colour(ref random), Colour(ref random));
        while (Distance(ground, colour) < LeastContrast) colour = Colour(ref random);
        var (cx, cy, radius) = (random.NextFloat(11, 21), random.NextFloat(11, 21), random.NextFloat(6, 11));
        var (sin, cos) = MathF.SinCos(random.NextFloat(-0.35f, 0.35f));
        var pixels = new byte[CifarFile.Pixels];
        for (var i = 0; i < Size * Size; i++)
        {
            var (dx, dy) = (((i % Size) - cx) / radius, ((i / Size) - cy) / radius);
            var paint = IsInside(shape, (dx * cos) + (dy * sin), (dy * cos) - (dx * sin)) ? colour : ground;
            for (var c = 0; c < 3; c++) pixels[(c * Size * Size) + i] = (byte)Math.Clamp(paint[c] + random.Next((2 * Noise) + 1) - Noise, 0, 255);
        }

        return new LabelledImage(shape, pixels);
    }

    /// <summary>Whether a point belongs to the shape; shapes fill about -1 to 1.</summary>
    private static bool IsInside(int shape, float x, float y)
    {
        var (ax, ay) = (MathF.Abs(x), MathF.Abs(y));
        var (inBox, square) = (MathF.Max(ax, ay) < 0.9f, (x * x) + (y * y));
        return shape switch
        {
            0 => square < 1,                                            // disc
            1 => square is < 1 and > 0.35f,                             // ring
            2 => inBox,                                                 // square
            3 => inBox && MathF.Max(ax, ay) > 0.5f,                     // frame
            4 => y < 0.8f && ax < (y + 1) / 1.8f,                       // triangle
            5 => inBox && MathF.Min(ax, ay) < 0.3f,                     // upright cross
            6 => inBox && MathF.Abs(ax - ay) < 0.35f,                   // diagonal cross
            7 => inBox && (int)MathF.Floor((y + 1) * 2.5f) % 2 == 0,    // lying stripes
            8 => inBox && (int)MathF.Floor((x + 1) * 2.5f) % 2 == 0,    // standing stripes
            _ => ax + ay < 1,                                           // rhombus
        };
    }

    private static int[] Colour(ref CounterRandom random) => [random.Next(256), random.Next(256), random.Next(256)];

    private static double Distance(int[] a, int[] b) => Math.Sqrt(a.Zip(b, (p, q) => (double)(p - q) * (p - q)).Sum());
}
