namespace CompressDsl.Generator.Frontend;

/// <summary>A tuple.</summary>
internal sealed class TupleDatum(IReadOnlyList<Datum> items) : Datum
{
    public IReadOnlyList<Datum> Items { get; } = items;
}
