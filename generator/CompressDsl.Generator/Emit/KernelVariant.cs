using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>
/// One of two bodies of a kernel. Each is a method of its own: what only the other one needs is not compiled, and counts nothing where the
/// compiler has limits.
/// </summary>
/// <param name="Pixels">Output pixels that it computes together: ends its name.</param>
/// <param name="WriteBody">Writes what it does.</param>
internal sealed record KernelVariant(int Pixels, Action<SourceWriter> WriteBody)
{
    /// <summary>Name of the method, for the kernel called <paramref name="kernel"/>.</summary>
    public string NameIn(string kernel) => $"{kernel}By{Literal.Of(Pixels)}";
}
