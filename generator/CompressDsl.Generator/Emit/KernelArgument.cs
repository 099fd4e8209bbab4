namespace CompressDsl.Generator.Emit;

/// <summary>A parameter of a kernel method and what the caller hands over.</summary>
/// <param name="Type">C# type, e.g. <c>byte*</c>.</param>
/// <param name="Name">C# name in the kernel.</param>
/// <param name="Buffer">The buffer it points to, or null.</param>
/// <param name="Section">The packed section it points to, or null.</param>
/// <param name="Length">The named dimension whose length it is, or null.</param>
/// <param name="Chain">The packed section of weights whose proof it is, or null.</param>
internal sealed record KernelArgument(string Type, string Name, int? Buffer = null, string? Section = null, string? Length = null, string? Chain = null)
{
    public static KernelArgument OfSection(string type, string name, string section) => new(type, name, Section: section);
}
