namespace CompressDsl.Samples;

/// <summary>A network is being trained by another process: this one has something else to do meanwhile.</summary>
/// <param name="name">The network.</param>
internal sealed class TakenElsewhereException(string name) : Exception($"'{name}' is being trained by another process.");
