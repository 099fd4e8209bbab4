namespace Digits.Drawing;

/// <summary>A point of the unit square, y down.</summary>
internal readonly record struct Point(double X, double Y);
