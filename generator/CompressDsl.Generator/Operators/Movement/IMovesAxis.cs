using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>An operator that works along one axis of its operands, and alike on all others, whatever their order.</summary>
internal interface IMovesAxis
{
    /// <summary>The axis; negative ones count from the end.</summary>
    int Axis { get; }

    /// <summary>The same along another axis.</summary>
    Operator WithAxis(int axis);
}
