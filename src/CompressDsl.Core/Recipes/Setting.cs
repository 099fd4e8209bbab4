namespace CompressDsl.Core;

/// <summary>A named value in a <see cref="Section"/>.</summary>
public sealed record Setting(string Name, string Value);
