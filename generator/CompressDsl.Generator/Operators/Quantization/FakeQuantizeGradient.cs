using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Straight-through gradient of a static quantisation point: <c>dy</c> where x was inside the grid, 0 where it was clamped. Operands:
/// x, dy.
/// </summary>
internal sealed record FakeQuantizeGradient(string Key) : TrainingOperator, IRangeReader
{
    /// <summary>Bits of the grid.</summary>
    public int Bits { get; init; } = 8;

    string? IRangeReader.RangeKey => Key;

    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var passes = FakeQuantize.Points(
            inputs, (QuantizationMode.Static, Bits),
            (x, scale, zeroPoint) => FakeQuantize.Position(x, scale, zeroPoint) is var q && q >= 0 && q < 1 << Bits ? 1 : 0);
        return NumericArray.Fill(passes.Shape, i => passes.Data[i] * inputs[1].Data[i]);
    }
}
