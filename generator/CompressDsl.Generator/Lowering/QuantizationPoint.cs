using CompressDsl.Core;

namespace CompressDsl.Generator.Lowering;

/// <summary>A value that was put on an 8-bit grid.</summary>
/// <param name="Key">Key of the point.</param>
/// <param name="RowGrids">Buffer with the measured grids of a dynamic point.</param>
internal sealed record QuantizationPoint(string Key, QuantizationMode Mode, int? RowGrids);
