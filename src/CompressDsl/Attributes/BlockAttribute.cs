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
/// What you get: models of projects that reference this one can use the class as a block. A model reads blocks from their source, so the
/// compiler writes the source of the class, and of the types of this project that it uses, into the assembly, where anyone can read it.
/// The referencing project needs the references that this source needs.
/// </para>
/// <para>
/// Inside one project any class with a <c>Forward</c> is a block, without this attribute. It is invalid on a class without a
/// <c>Forward</c> method, and on one that does not compile without the rest of its project (a <c>file</c> type).
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BlockAttribute : Attribute
{
}
