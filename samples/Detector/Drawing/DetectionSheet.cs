using Detector.Boxes;
using Detector.Data;

namespace Detector.Drawing;

/// <summary>Scenes side by side, enlarged, with frames around what was found.</summary>
internal sealed class DetectionSheet(int columns, int rows)
{
    private const int Scale = 4;
    private const int Frame = 2;
    private const int Tile = Scale * Scene.Size;
    private readonly byte[] rgb = new byte[3 * Tile * Tile * columns * rows];

    private int Width => Tile * columns;

    /// <summary>White, yellow, cyan and magenta for disc, square, triangle and cross.</summary>
    private static ReadOnlySpan<byte> ColourOf(ShapeKind kind) => kind switch
    {
        ShapeKind.Disc => [255, 255, 255],
        ShapeKind.Square => [255, 255, 0],
        ShapeKind.Triangle => [0, 255, 255],
        _ => [255, 0, 255],
    };

    /// <summary>Draws a scene and frames into place <paramref name="number"/>, row by row.</summary>
    public void Draw(int number, Scene scene, IEnumerable<Detection> found)
    {
        var (left, top) = (number % columns * Tile, number / columns * Tile);
        for (var i = 0; i < Tile * Tile; i++)
        {
            var (x, y) = (i % Tile, i / Tile);
            for (var c = 0; c < 3; c++)
                rgb[(3 * (((top + y) * Width) + left + x)) + c] = scene.Pixels[(((c * Scene.Size) + (y / Scale)) * Scene.Size) + (x / Scale)];
        }

        foreach (var detection in found) DrawFrame(detection, left, top);
    }

    /// <summary>Writes the sheet as PNG.</summary>
    public void Save(string path)
    {
        using var file = File.Create(path);
        PngFile.Write(file, rgb, Width);
    }

    private void DrawFrame(Detection detection, int left, int top)
    {
        static int Edge(float pixel) => Math.Clamp((int)MathF.Round(pixel * Scale), 0, Tile - 1);
        var (x0, y0, x1, y1) = (Edge(detection.Box.Left), Edge(detection.Box.Top), Edge(detection.Box.Right), Edge(detection.Box.Bottom));
        for (var y = y0; y <= y1; y++)
        {
            for (var x = x0; x <= x1; x++)
            {
                if (x >= x0 + Frame && x <= x1 - Frame && y >= y0 + Frame && y <= y1 - Frame) continue;
                ColourOf(detection.Kind).CopyTo(rgb.AsSpan(3 * (((top + y) * Width) + left + x), 3));
            }
        }
    }
}
