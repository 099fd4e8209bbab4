namespace CompressDsl.Generator.Frontend;

/// <summary>A construct that cannot be part of a network.</summary>
/// <param name="What">Its name in the user's words.</param>
/// <param name="WayOut">What to write instead.</param>
internal sealed record Refusal(string What, string WayOut);
