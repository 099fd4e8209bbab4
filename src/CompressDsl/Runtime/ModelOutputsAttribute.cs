namespace CompressDsl.Runtime.V1;

/// <summary>The outputs of a compiled model, for the compiler of projects whose students learn from it.</summary>
/// <param name="shapes">The shapes, for messages.</param>
/// <param name="names">The names: outputs of teacher and student that have the same name belong together.</param>
/// <param name="lengths">Number of elements of every output.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelOutputsAttribute(string shapes, string[] names, params int[] lengths) : Attribute
{
    /// <summary>The shapes, for messages.</summary>
    public string Shapes { get; } = shapes;

    /// <summary>The names: outputs of teacher and student that have the same name belong together.</summary>
    public string[] Names { get; } = names;

    /// <summary>Number of elements of every output.</summary>
    public int[] Lengths { get; } = lengths;
}
