namespace CompressDsl.Generator.Graph;

/// <summary>One axis: a constant size, or a named size that is known at the call and is at most <see cref="Size"/>.</summary>
internal readonly record struct Dimension(int Size, string? Name = null)
{
    public bool IsNamed => Name is not null;

    public static implicit operator Dimension(int size) => new(size);

    public override string ToString() => Name is null ? Size.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{Name}<={Size}";
}
