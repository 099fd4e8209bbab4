using System.Text;

namespace CompressDsl.Generator.Support;

/// <summary>Writes indented source text with <c>\n</c> line ends.</summary>
/// <example><code>
/// using (w.Block("for (var i = 0; i &lt; 4; i++)")) w.Line("sum += i;");
/// </code></example>
internal sealed class SourceWriter
{
    private const int Width = 4;

    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes one or more lines, each indented; empty lines stay empty.</summary>
    public SourceWriter Line(string lines = "")
    {
        foreach (var line in lines.Split('\n'))
        {
            if (line.Length > 0) text.Append(' ', depth * Width).Append(line.TrimEnd('\r'));
            text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes <paramref name="header"/>, a brace, and the closing brace at the end of the scope.</summary>
    public IDisposable Block(string header = "", string end = "}")
    {
        if (header.Length > 0) Line(header);
        Line("{");
        return new Scope(this, end);
    }

    /// <summary>Writes <paramref name="header"/> and what follows one step to the right.</summary>
    public IDisposable Indented(string header)
    {
        Line(header);
        return new Scope(this, null);
    }

    /// <summary>Writes <paramref name="items"/> with an empty line between them.</summary>
    public void Separated<T>(IEnumerable<T> items, Action<T> write)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) Line();
            first = false;
            write(item);
        }
    }

    public override string ToString() => text.ToString();

    private sealed class Scope : IDisposable
    {
        private readonly SourceWriter writer;
        private readonly string? end;

        public Scope(SourceWriter writer, string? end)
        {
            (this.writer, this.end) = (writer, end);
            writer.depth++;
        }

        public void Dispose()
        {
            writer.depth--;
            if (end is not null) writer.Line(end);
        }
    }
}
