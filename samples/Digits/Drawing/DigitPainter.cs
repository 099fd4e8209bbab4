namespace Digits.Drawing;

/// <summary>
/// Draws digits as a hand might: the strokes of <see cref="Strokes"/> bent, turned, slanted and moved at random, with pens of
/// different width. 28 x 28 grey values from 0 (paper) to 1 (ink), like MNIST. The same seed and index give the same picture.
/// </summary>
internal static class DigitPainter
{
    /// <summary>Width and height of a picture in pixels.</summary>
    public const int Size = 28;

    private const double Bend = 0.035;

    /// <summary>Draws picture <paramref name="index"/> of series <paramref name="seed"/> into <paramref name="picture"/> and returns its digit.</summary>
    public static int Draw(int seed, int index, Span<float> picture)
    {
        var random = new Random(HashCode(seed, index));
        var digit = random.Next(Strokes.Ways.Count);
        var ways = Strokes.Ways[digit];
        var place = RandomPlace(random);
        var pen = 0.9 + (random.NextDouble() * 0.9);
        picture.Clear();
        foreach (var stroke in ways[random.Next(ways.Length)])
        {
            var points = stroke.Select(p => place(new Point(p.X + (Bend * Normal(random)), p.Y + (Bend * Normal(random))))).ToArray();
            for (var i = 1; i < points.Length; i++) DrawLine(points[i - 1], points[i], pen, picture);
        }

        return digit;
    }

    private static Func<Point, Point> RandomPlace(Random random)
    {
        var angle = Normal(random) * 0.13;
        var slant = Normal(random) * 0.18;
        var (width, height) = (17 + (Normal(random) * 1.6), 20 + (Normal(random) * 1.2));
        var (left, top) = (14 + (Normal(random) * 1.2), 14 + (Normal(random) * 1.2));
        var (sin, cos) = Math.SinCos(angle);
        return p =>
        {
            var y = (p.Y - 0.5) * height;
            var x = ((p.X - 0.5) * width) - (slant * y);
            return new Point(left + (cos * x) - (sin * y), top + (sin * x) + (cos * y));
        };
    }

    private static void DrawLine(Point a, Point b, double pen, Span<float> picture)
    {
        var reach = pen + 1;
        var (top, bottom) = Limits(Math.Min(a.Y, b.Y) - reach, Math.Max(a.Y, b.Y) + reach);
        var (left, right) = Limits(Math.Min(a.X, b.X) - reach, Math.Max(a.X, b.X) + reach);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var ink = (float)Math.Clamp(pen + 0.5 - Distance(a, b, new Point(x + 0.5, y + 0.5)), 0, 1);
                picture[(y * Size) + x] = Math.Max(picture[(y * Size) + x], ink);
            }
        }
    }

    private static (int First, int Last) Limits(double low, double high) =>
        (Math.Max(0, (int)Math.Floor(low)), Math.Min(Size - 1, (int)Math.Ceiling(high)));

    private static double Distance(Point a, Point b, Point p)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        var t = length == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(p.X - a.X - (t * dx), 2) + Math.Pow(p.Y - a.Y - (t * dy), 2));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int HashCode(int seed, int index) => unchecked((int)((((uint)seed * 2654435761u) ^ (uint)index) * 2246822519u));
}
