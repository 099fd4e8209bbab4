namespace CompressDsl;

/// <summary>Values of the setting <c>padding</c> of convolutions and poolings that are no number of pixels.</summary>
/// <example><code>
/// private readonly Conv2d conv = new(3, 16, kernelSize: 3, stride: 2, padding: Padding.Same);   // [3, 33, 33] -> [16, 17, 17]
/// </code></example>
public static class Padding
{
    /// <summary>
    /// As much that the result has one pixel per stride, as TensorFlow's SAME; what is odd goes behind the last row and column. With stride 1
    /// the same as PyTorch's <c>"same"</c>.
    /// </summary>
    public const int Same = -1;

    /// <summary>For <c>paddingWidth</c>: as <c>padding</c>.</summary>
    public const int AsHeight = -2;
}
