namespace CompressDsl.Generator.Frontend;

/// <summary>A source that a referenced assembly carries: plain data, not yet checked.</summary>
/// <param name="Assembly">Name of the assembly.</param>
/// <param name="Format">Its format.</param>
/// <param name="Type">Full metadata name of the type.</param>
/// <param name="Text">The declaration; null where the attribute is damaged.</param>
internal sealed record CarriedSource(string Assembly, int Format, string Type, string? Text);
