namespace CompressDsl.Generator.Graph;

/// <summary>One kernel call. Few kinds; they own all SIMD text.</summary>
/// <param name="Name">Name of the method that is emitted, PascalCase, unique in the program.</param>
/// <param name="Comment">What it computes, in plain words.</param>
/// <param name="Output">The buffer it writes.</param>
internal abstract record Primitive(string Name, string Comment, int Output)
{
    /// <summary>Buffers it reads.</summary>
    public abstract IEnumerable<int> Reads { get; }
}
