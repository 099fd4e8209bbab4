namespace CompressDsl.Generator.Frontend;

/// <summary>A <c>Value</c>: node <paramref name="id"/> of the graph.</summary>
internal sealed class NodeDatum(int id) : Datum
{
    public int Id { get; } = id;
}
