using CompressDsl.Training;
using Detector.Boxes;

namespace Detector.Data;

/// <summary>Draws one to three shapes of any colour, place and size on a noisy ground whose colour changes from side to side.</summary>
internal static class ScenePainter
{
    private const int Most = 3;
    private const int Tries = 30;
    private const float Noise = 30;
    private const float LeastContrast = 70;

    /// <summary>Scene <paramref name="index"/> of a seed; the same on every machine.</summary>
    public static Scene Draw(int seed, int index)
    {
        var random = new CounterRandom((ulong)seed, (ulong)index);
        var pixels = new float[3 * Scene.Size * Scene.Size];
        float[] left = Colour(ref random), right = Colour(ref random);
        Fill(pixels, (x, _, c) => left[c] + ((right[c] - left[c]) * 0.4f * x / Scene.Size));
        var shapes = new List<Shape>();
        var count = 1 + random.Next(Most);
        for (var attempt = 0; attempt < Tries && shapes.Count < count; attempt++)
        {
            var shape = new Shape((ShapeKind)random.Next(CellGrid.Kinds - 1), Place(ref random));
            if (shapes.Any(s => IsNear(s.Box, shape.Box))) continue;
            var colour = Colour(ref random);
            if (Contrast(left, colour) < LeastContrast) continue;
            shapes.Add(shape);
            Fill(pixels, (x, y, c) => IsInside(shape, x + 0.5f, y + 0.5f) ? colour[c] : null);
        }

        return shapes.Count == 0 ? Draw(seed, index + (1 << 24)) : new Scene(WithNoise(pixels, ref random), shapes);
    }

    /// <summary>A small or a large box inside the picture.</summary>
    private static Box Place(ref CounterRandom random)
    {
        var size = random.Next(2) == 0 ? random.NextFloat(9, 20) : random.NextFloat(22, 42);
        var (width, height) = (size * random.NextFloat(0.75f, 1), size * random.NextFloat(0.75f, 1));
        return Box.Around(
            random.NextFloat(width / 2, Scene.Size - (width / 2)), random.NextFloat(height / 2, Scene.Size - (height / 2)), width, height);
    }

    private static bool IsNear(Box a, Box b) => a.Left < b.Right + 1 && b.Left < a.Right + 1 && a.Top < b.Bottom + 1 && b.Top < a.Bottom + 1;

    private static bool IsInside(Shape shape, float x, float y)
    {
        var (u, v) = (2 * (x - shape.Box.X) / shape.Box.Width, 2 * (y - shape.Box.Y) / shape.Box.Height);
        if (MathF.Max(MathF.Abs(u), MathF.Abs(v)) >= 1) return false;
        return shape.Kind switch
        {
            ShapeKind.Disc => (u * u) + (v * v) < 1,
            ShapeKind.Triangle => MathF.Abs(u) < (v + 1) / 2,
            ShapeKind.Cross => MathF.Min(MathF.Abs(u), MathF.Abs(v)) < 0.35f,
            _ => true,
        };
    }

    private static void Fill(float[] pixels, Func<int, int, int, float?> colour)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var place = i % (Scene.Size * Scene.Size);
            if (colour(place % Scene.Size, place / Scene.Size, i / (Scene.Size * Scene.Size)) is { } value) pixels[i] = value;
        }
    }

    private static byte[] WithNoise(float[] pixels, ref CounterRandom random)
    {
        var bytes = new byte[pixels.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Math.Clamp(pixels[i] + random.NextFloat(-Noise, Noise), 0, 255);
        return bytes;
    }

    private static float[] Colour(ref CounterRandom random) => [random.NextFloat(0, 255), random.NextFloat(0, 255), random.NextFloat(0, 255)];

    private static float Contrast(float[] a, float[] b) => MathF.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());
}
