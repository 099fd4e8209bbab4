namespace Detector.Boxes;

/// <summary>What is found.</summary>
internal enum ShapeKind
{
    Disc,
    Square,
    Triangle,
    Cross,
}
