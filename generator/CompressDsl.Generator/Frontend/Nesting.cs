using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>One level of inlined calls; disposing leaves it.</summary>
internal readonly struct Nesting : IDisposable
{
    private readonly Reading reading;
    private readonly SyntaxNode? outer;

    public Nesting(Reading reading, SyntaxNode place)
    {
        (this.reading, outer) = (reading, reading.UsePlace);
        reading.Depth++;
        if (!reading.Libraries.IsCarried(place.SyntaxTree)) reading.UsePlace = place;
    }

    public void Dispose()
    {
        reading.Depth--;
        reading.UsePlace = outer;
    }
}
