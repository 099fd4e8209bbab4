namespace CompressDsl.Generator.Frontend;

/// <summary>A constant: null, a number, a bool, a string, or an enum's underlying number.</summary>
internal sealed class ConstantDatum(object? value) : Datum
{
    public static readonly ConstantDatum Null = new(null);

    public object? Value { get; } = value;
}
