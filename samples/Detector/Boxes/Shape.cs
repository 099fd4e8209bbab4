namespace Detector.Boxes;

/// <summary>A shape in a picture.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Box">Where it is.</param>
internal sealed record Shape(ShapeKind Kind, Box Box);
