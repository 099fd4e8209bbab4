namespace CompressDsl.Generator.Emit;

/// <summary>Where a tile of pooled dimensions stands.</summary>
/// <param name="First">Its first group of 16 dimensions.</param>
/// <param name="Count">C# text of the number of tokens.</param>
internal sealed record LookupTile(int First, string Count);
