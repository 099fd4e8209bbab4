namespace CompressDsl.Generator.Frontend;

/// <summary>A <c>[Quantize]</c>.</summary>
internal sealed record Quantization(int Bits, QuantizationMode Mode, int GroupSize = 0, bool HasCodebook = false);
