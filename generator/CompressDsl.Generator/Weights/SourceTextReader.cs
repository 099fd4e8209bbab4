using System.IO;
using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Weights;

/// <summary>Reads a source text line by line without making one string of it.</summary>
internal sealed class SourceTextReader(SourceText text) : TextReader
{
    private int position;

    public override int Peek() => position < text.Length ? text[position] : -1;

    public override int Read() => position < text.Length ? text[position++] : -1;

    public override string? ReadLine()
    {
        if (position >= text.Length) return null;
        var line = text.Lines.GetLineFromPosition(position);
        var result = text.ToString(TextSpan.FromBounds(position, line.End));
        position = line.EndIncludingLineBreak;
        return result;
    }
}
