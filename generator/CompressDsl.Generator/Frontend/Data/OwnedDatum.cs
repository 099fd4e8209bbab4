using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>An object that lives in a field: its state-dict path and its compression come from the fields that hold it.</summary>
internal abstract class OwnedDatum : Datum
{
    private OwnedDatum? owner;
    private string segment = "";

    /// <summary>Attributes of the field that holds the object.</summary>
    public CompressionAttributes FieldAttributes { get; private set; } = CompressionAttributes.None;

    /// <summary>Attributes of the object's own class.</summary>
    public virtual CompressionAttributes ClassAttributes => CompressionAttributes.None;

    /// <summary>The field's name in the source.</summary>
    public SourceSpan? FieldSpan { get; private set; }

    /// <summary>Whether this is the model itself.</summary>
    public virtual bool IsRoot => false;

    /// <summary>State-dict path, empty for the model; null when no field holds the object.</summary>
    public string? Path
    {
        get
        {
            if (IsRoot) return "";
            var prefix = owner?.Path;
            return prefix is null ? null : prefix.Length == 0 ? segment : $"{prefix}.{segment}";
        }
    }

    /// <summary>Puts the object under <paramref name="parent"/>; the first place wins, so that a shared layer has one name.</summary>
    public void Attach(OwnedDatum parent, FieldPlace place)
    {
        if (owner is not null || IsRoot || parent.IsBelow(this)) return;
        owner = parent;
        segment = place.Segment;
        FieldAttributes = place.Attributes;
        FieldSpan = place.Span;
    }

    /// <summary>What holds for everything inside: outer places first, each overridden by the next.</summary>
    public CompressionAttributes EffectiveAttributes =>
        (owner?.EffectiveAttributes ?? CompressionAttributes.None).OverriddenBy(ClassAttributes).OverriddenBy(FieldAttributes);

    private bool IsBelow(OwnedDatum ancestor)
    {
        for (var at = this; at is not null; at = at.owner)
        {
            if (ReferenceEquals(at, ancestor)) return true;
        }

        return false;
    }
}
