namespace Digits.Drawing;

/// <summary>How a hand writes the ten digits: strokes as points in the unit square, y down.</summary>
internal static class Strokes
{
    private const int ArcSteps = 12;

    /// <summary>The strokes of each digit; some digits have two ways of writing them.</summary>
    public static IReadOnlyList<Point[][][]> Ways { get; } =
    [
        [[Arc(0.5, 0.5, 0.28, 0.42, -90, 270)]],
        [[[new(0.5, 0.08), new(0.5, 0.92)]], [[new(0.35, 0.25), new(0.52, 0.08), new(0.52, 0.92)]]],
        [[[.. Arc(0.5, 0.32, 0.27, 0.24, -170, 35), new(0.22, 0.9), new(0.8, 0.9)]]],
        [[[.. Arc(0.47, 0.29, 0.25, 0.21, -150, 90), .. Arc(0.47, 0.7, 0.29, 0.21, -90, 150)]]],
        [
            [[new(0.58, 0.08), new(0.18, 0.62), new(0.84, 0.62)], [new(0.62, 0.35), new(0.62, 0.94)]],
            [[new(0.25, 0.1), new(0.22, 0.52), new(0.78, 0.5)], [new(0.76, 0.1), new(0.72, 0.94)]],
        ],
        [[[new(0.76, 0.1), new(0.3, 0.1), new(0.27, 0.46), .. Arc(0.46, 0.66, 0.3, 0.24, -110, 140)]]],
        [[[new(0.66, 0.07), new(0.36, 0.38), .. Arc(0.5, 0.68, 0.25, 0.22, -180, 180)]]],
        [
            [[new(0.2, 0.1), new(0.8, 0.1), new(0.42, 0.92)]],
            [[new(0.2, 0.1), new(0.8, 0.1), new(0.42, 0.92)], [new(0.36, 0.5), new(0.74, 0.5)]],
        ],
        [[Arc(0.5, 0.29, 0.22, 0.2, -90, 270), Arc(0.5, 0.71, 0.27, 0.22, -90, 270)]],
        [[[.. Arc(0.5, 0.33, 0.25, 0.23, 0, 360), new(0.74, 0.6), new(0.62, 0.93)]]],
    ];

    private static Point[] Arc(double centerX, double centerY, double radiusX, double radiusY, double from, double to) =>
        Enumerable.Range(0, ArcSteps + 1)
            .Select(i => (from + ((to - from) * i / ArcSteps)) * Math.PI / 180)
            .Select(angle => new Point(centerX + (radiusX * Math.Cos(angle)), centerY + (radiusY * Math.Sin(angle))))
            .ToArray();
}
