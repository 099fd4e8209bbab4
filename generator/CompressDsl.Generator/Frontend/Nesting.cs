namespace CompressDsl.Generator.Frontend;

/// <summary>One level of inlined calls; disposing leaves it.</summary>
internal readonly struct Nesting : IDisposable
{
    private readonly Reading reading;

    public Nesting(Reading reading)
    {
        this.reading = reading;
        reading.Depth++;
    }

    public void Dispose() => reading.Depth--;
}
