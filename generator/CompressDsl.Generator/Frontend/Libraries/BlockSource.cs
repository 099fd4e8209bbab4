namespace CompressDsl.Generator.Frontend;

/// <summary>One declaration of a type that a block consists of, as the block's assembly carries it.</summary>
/// <param name="Type">Full metadata name of the type.</param>
/// <param name="Text">The declaration, with what it needs around it.</param>
internal sealed record BlockSource(string Type, string Text)
{
    /// <summary>The format that is written, and the newest that is read.</summary>
    public const int Format = 1;
}
