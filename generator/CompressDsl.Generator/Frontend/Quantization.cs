using CompressDsl.Core;

namespace CompressDsl.Generator.Frontend;

/// <summary>A <c>[Quantize]</c>.</summary>
internal sealed record Quantization(int Bits, QuantizationMode Mode, GridDetails Grid);
