namespace CompressDsl;

/// <summary>Marks a block, a class with a <c>Forward</c> over <see cref="Value"/>s, that is meant for models of other projects.</summary>
/// <remarks>
/// <para>What you write:</para>
/// <code>
/// [Block]
/// public sealed class Residual(int width)
/// {
///     private readonly Linear fc = new(width, width);
///
///     public Value Forward(Value x) => x + Relu(fc.Forward(x));
/// }
/// </code>
/// <para>
/// What you get: the compiler checks that the class has a <c>Forward</c>. Inside one project any class with a <c>Forward</c> is a block,
/// without this attribute. It is invalid on a class without a <c>Forward</c> method. A model reads blocks from their source, so a block of
/// another project has to be part of the model's compilation, as a project's linked file is.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BlockAttribute : Attribute
{
}
