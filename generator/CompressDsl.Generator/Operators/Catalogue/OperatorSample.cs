using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>One conformance case of an operator: operand types and settings.</summary>
/// <param name="Inputs">Types of the operands.</param>
/// <param name="Settings">Values of the settings by name (int, double, bool, int[]); absent ones take their default.</param>
internal sealed record OperatorSample(IReadOnlyList<TensorType> Inputs, IReadOnlyDictionary<string, object> Settings)
{
    /// <summary>Operand values are drawn from this range (token ids from 0 to <see cref="High"/> exclusive).</summary>
    public double Low { get; init; } = -4;

    /// <summary>See <see cref="Low"/>.</summary>
    public double High { get; init; } = 4;

    public static OperatorSample Of(params Shape[] floats) => new(floats.Select(TensorType.Float).ToArray(), new Dictionary<string, object>());

    public OperatorSample With(string setting, object value) =>
        this with { Settings = Settings.Where(s => s.Key != setting).Append(new(setting, value)).ToDictionary(s => s.Key, s => s.Value) };
}
