namespace CompressDsl.Generator.Graph;

/// <summary>What is known of an input or output without its shape.</summary>
/// <param name="Name">Its name as the user wrote it.</param>
/// <param name="IsTokens">Token ids instead of floats.</param>
/// <param name="Varies">Whether its length varies.</param>
internal sealed record PortOutline(string Name, bool IsTokens, bool Varies);
