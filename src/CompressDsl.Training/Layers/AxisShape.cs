namespace CompressDsl.Training;

/// <summary>A value as <c>[Outer, Axis, Inner]</c> around the axis that is reduced.</summary>
/// <param name="Outer">Elements before the axis, the rows of the shard among them.</param>
/// <param name="Axis">Elements along the axis.</param>
/// <param name="Inner">Elements behind it.</param>
public readonly record struct AxisShape(int Outer, int Axis, int Inner);
