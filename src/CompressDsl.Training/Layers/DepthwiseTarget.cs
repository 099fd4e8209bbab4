namespace CompressDsl.Training;

/// <summary>Which of a depthwise convolution's three arrays is summed up from the products of the other two.</summary>
internal enum DepthwiseTarget
{
    Image,
    Kernel,
    Result,
}
