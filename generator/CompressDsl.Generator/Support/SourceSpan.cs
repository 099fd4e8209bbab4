namespace CompressDsl.Generator.Support;

/// <summary>A stretch of a source file, as offsets and as zero-based lines and columns.</summary>
internal sealed record SourceSpan(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn);
