namespace Detector.Boxes;

/// <summary>A rectangle in pixels; y grows downwards.</summary>
internal readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>From the centre.</summary>
    public static Box Around(float x, float y, float width, float height) => new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    public float Width => Right - Left;

    public float Height => Bottom - Top;

    public float X => (Left + Right) / 2;

    public float Y => (Top + Bottom) / 2;

    public float Area => MathF.Max(0, Width) * MathF.Max(0, Height);

    /// <summary>Intersection over union with another box, 0 to 1.</summary>
    public float Overlap(Box other)
    {
        var common = new Box(MathF.Max(Left, other.Left), MathF.Max(Top, other.Top), MathF.Min(Right, other.Right), MathF.Min(Bottom, other.Bottom)).Area;
        var union = Area + other.Area - common;
        return union > 0 ? common / union : 0;
    }
}
