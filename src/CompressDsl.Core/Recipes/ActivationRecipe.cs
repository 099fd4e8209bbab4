namespace CompressDsl.Core;

/// <summary>
/// A place in the network where activations are put on a grid of at most 8 bits. The checkpoint holds its range as tensor
/// <c>[Key].range</c> = [min, max] (float32).
/// </summary>
/// <param name="Key">Name of the quantisation point, e.g. <c>hidden.input</c>; a second call site of a layer gets <c>hidden.input.1</c>.</param>
/// <param name="Mode">Static ranges come from the checkpoint; dynamic ones are measured at every call.</param>
/// <param name="Bits">Bits of the grid, 2 to 8.</param>
public sealed record ActivationRecipe(string Key, QuantizationMode Mode, int Bits = 8)
{
    /// <summary>Name of the checkpoint tensor that holds the range.</summary>
    public string RangeKey => Key + ".range";
}
