namespace CompressDsl.Training;

/// <summary>Some pixels of the result of a convolution, of one group of channels.</summary>
/// <param name="Group">The group.</param>
/// <param name="FirstPixel">First pixel.</param>
/// <param name="Pixels">Number of pixels.</param>
internal readonly unsafe record struct WindowBlock(int Group, int FirstPixel, int Pixels)
{
    /// <summary>Floats of unrolled windows that stay in the second cache.</summary>
    private const int Floats = 48 * 1024;

    private const int Fewest = 24;

    public static WindowBlock First(in ConvolutionShape shape) => Of(0, 0, shape);

    /// <summary>Largest number of pixels in a block.</summary>
    public static int Largest(in ConvolutionShape shape) => Math.Min(shape.Pixels, Math.Max(Fewest, Floats / shape.Depth / Fewest * Fewest));

    public bool IsPastEnd(in ConvolutionShape shape) => Group == shape.Groups;

    public WindowBlock Next(in ConvolutionShape shape)
    {
        var next = FirstPixel + Pixels;
        return next < shape.Pixels ? Of(Group, next, shape) : Of(Group + 1, 0, shape);
    }

    /// <summary>The group's rows of the weight matrix.</summary>
    public float* WeightsIn(float* weights, in ConvolutionShape shape) => weights + ((nint)Group * shape.GroupOutputs * shape.Depth);

    /// <summary>The block's first number in a result.</summary>
    public float* ResultIn(float* result, in ConvolutionShape shape) => result + ((nint)FirstPixel * shape.Outputs) + (Group * shape.GroupOutputs);

    private static WindowBlock Of(int group, int first, in ConvolutionShape shape) => new(group, first, Math.Min(Largest(shape), shape.Pixels - first));
}
