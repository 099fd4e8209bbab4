using Detector.Boxes;

namespace Detector.Data;

/// <summary>A picture and what is in it.</summary>
/// <param name="Pixels">64 x 64 bytes of red, then of green, then of blue.</param>
/// <param name="Shapes">What is in it.</param>
internal sealed record Scene(byte[] Pixels, IReadOnlyList<Shape> Shapes)
{
    /// <summary>Width and height.</summary>
    public const int Size = 64;
}
