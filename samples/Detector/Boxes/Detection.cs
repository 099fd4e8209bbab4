namespace Detector.Boxes;

/// <summary>A shape that a network takes to be there.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Box">Where it is.</param>
/// <param name="Score">How sure the network is, 0 to 1.</param>
internal sealed record Detection(ShapeKind Kind, Box Box, float Score);
