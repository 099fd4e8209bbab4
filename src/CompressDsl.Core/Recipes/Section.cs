namespace CompressDsl.Core;

/// <summary>One block of bytes that the compiled code reads, and how it is made from the checkpoint.</summary>
/// <param name="Name">Name of the block in generated code, e.g. <c>HiddenWeights</c>.</param>
/// <param name="Kind">Name of the packer, e.g. <c>int8-dot</c>: one of the packers of this assembly.</param>
/// <param name="Settings">What the packer needs; names and values have no white space.</param>
public sealed record Section(string Name, string Kind, EquatableArray<Setting> Settings)
{
    /// <summary>The value of setting <paramref name="name"/>, or null.</summary>
    public string? Find(string name) => Settings.FirstOrDefault(s => s.Name == name)?.Value;

    /// <summary>The value of setting <paramref name="name"/>.</summary>
    /// <exception cref="FormatException">The section has no such setting.</exception>
    public string Get(string name) => Find(name) ?? throw new FormatException($"Section '{Name}' ({Kind}) has no setting '{name}'.");
}
