namespace CompressDsl.Generator.Frontend;

/// <summary>Why the source of a type of another assembly is not used.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Assembly">The assembly that carries it.</param>
/// <param name="Reason">In words, or the newer format.</param>
internal sealed record BlockRefusal(string Id, string Assembly, string Reason);
