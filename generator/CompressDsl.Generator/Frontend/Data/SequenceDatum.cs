using System.Globalization;

namespace CompressDsl.Generator.Frontend;

/// <summary>An array or list.</summary>
internal sealed class SequenceDatum(IEnumerable<Datum> items) : OwnedDatum
{
    private readonly List<Datum> items = [.. items];

    public int Count => items.Count;

    public Datum this[int index]
    {
        get
        {
            AttachItem(index);
            return items[index];
        }

        set => items[index] = value;
    }

    public IEnumerable<Datum> Items => Enumerable.Range(0, items.Count).Select(i => this[i]);

    public void Add(Datum item) => items.Add(item);

    private void AttachItem(int index)
    {
        if (items[index] is not OwnedDatum owned) return;
        owned.Attach(this, new FieldPlace(index.ToString(CultureInfo.InvariantCulture), CompressionAttributes.None, FieldSpan));
    }
}
