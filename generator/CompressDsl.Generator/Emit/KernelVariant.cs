using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>
/// One of two bodies of a kernel. Each is a method of its own: what only the other one needs is not compiled, and counts nothing where the
/// compiler has limits.
/// </summary>
/// <param name="Suffix">Ends its name.</param>
/// <param name="Words">What is special, for its summary.</param>
/// <param name="WriteBody">Writes what it does.</param>
internal sealed record KernelVariant(string Suffix, string Words, Action<SourceWriter> WriteBody)
{
    /// <summary>A body that computes so many output pixels together.</summary>
    public static KernelVariant OfPixels(int pixels, Action<SourceWriter> writeBody) =>
        new($"By{Literal.Of(pixels)}", $"{Literal.Of(pixels)} pixels at a time", writeBody);

    /// <summary>Name of the method, for the kernel called <paramref name="kernel"/>.</summary>
    public string NameIn(string kernel) => kernel + Suffix;
}
