namespace CompressDsl.Core;

/// <summary>A tensor as the header of a safetensors file describes it; offsets count from the start of the data.</summary>
internal sealed record TensorEntry(string Name, TensorElement Element, int[] Shape, int Start, int End);
