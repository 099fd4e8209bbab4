namespace CompressDsl;

/// <summary>The name that a layer or block has in the checkpoint, where it differs from the field's name.</summary>
/// <remarks>
/// <para>What you write:</para>
/// <code>
/// [Key("fc1")]
/// private readonly Linear hidden = new(784, 300);
/// </code>
/// <para>What you get: its tensors are <c>fc1.weight</c> and <c>fc1.bias</c> instead of <c>hidden.weight</c> and <c>hidden.bias</c>.</para>
/// <para>
/// Without it the name is the field's (leading underscores left out), inside a block behind the block's own: <c>blocks.0.fc.weight</c>.
/// It is invalid when empty, with white space in it, and when two fields of a class end up with one name.
/// </para>
/// </remarks>
/// <param name="name">Name in the checkpoint; dots make levels.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class KeyAttribute(string name) : Attribute
{
    /// <summary>Name in the checkpoint.</summary>
    public string Name { get; } = name;
}
