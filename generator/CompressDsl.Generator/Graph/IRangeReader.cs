namespace CompressDsl.Generator.Graph;

/// <summary>An operator whose meaning needs the range of a quantisation point: its last operand in <see cref="Operator.Evaluate"/>.</summary>
internal interface IRangeReader
{
    /// <summary>Key of the range, null where the range is measured at the call.</summary>
    string? RangeKey { get; }
}
