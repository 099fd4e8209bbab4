namespace CompressDsl.Surface;

/// <summary>A file that is written from the catalogue.</summary>
/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Text">Its whole content.</param>
internal sealed record SurfaceFile(string Path, string Text);
