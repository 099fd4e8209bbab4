namespace CompressDsl.Runtime.V1;

/// <summary>The outputs of a compiled model, for the compiler of projects whose students learn from it.</summary>
/// <param name="shapes">The shapes, for messages.</param>
/// <param name="lengths">Number of elements of every output.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelOutputsAttribute(string shapes, params int[] lengths) : Attribute
{
    /// <summary>The shapes, for messages.</summary>
    public string Shapes { get; } = shapes;

    /// <summary>Number of elements of every output.</summary>
    public int[] Lengths { get; } = lengths;
}
