using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>
/// Combines the values under every place of a window over images <c>[height, width, channels]</c>, channel by channel, of floats or of 8-bit
/// values (the result is on the operand's grid). The window is clipped at the border; no place of it lies outside the image altogether.
/// </summary>
/// <param name="Images">Number of images, one behind the other.</param>
/// <param name="Image">Sizes of one image.</param>
/// <param name="Window">Kernel, stride, padding and dilation.</param>
/// <param name="Kind">How the values are combined.</param>
internal sealed record PoolPrimitive(
    string Name, string Comment, int Input, int Output, Dimension Images, Shape Image, ConvolutionWindow Window, PoolKind Kind)
    : Primitive(Name, Comment, Output)
{
    /// <summary>Section with the grid of 8-bit values whose mean is taken, or null.</summary>
    public string? Grid { get; init; }

    public override IEnumerable<int> Reads => [Input];
}
