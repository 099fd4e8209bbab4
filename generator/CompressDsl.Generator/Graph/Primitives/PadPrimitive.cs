namespace CompressDsl.Generator.Graph;

/// <summary>
/// An image <c>[height, width, channels]</c> with a border, and with gaps between its pixels where the window spreads them: of zeros, or,
/// for 8-bit values, of the zero point of <paramref name="Grid"/> or <paramref name="Measured"/>.
/// </summary>
/// <param name="Input">The image; null where it lies in the middle of the output already.</param>
/// <param name="Image">Sizes of the image.</param>
/// <param name="Window">How wide the border and the gaps are.</param>
/// <param name="Grid">Section with the grid of 8-bit values, or null.</param>
/// <param name="Measured">Buffer with the grid that was measured at the call, or null.</param>
internal sealed record PadPrimitive(
    string Name, string Comment, int? Input, int Output, Shape Image, ConvolutionWindow Window, string? Grid, int? Measured)
    : Primitive(Name, Comment, Output)
{
    public override IEnumerable<int> Reads => new[] { Input, Measured }.OfType<int>();
}
