using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Mean under a window, channel by channel.</summary>
/// <param name="CountIncludePad">Whether the padding counts as zeros.</param>
internal sealed record AvgPool2d(ConvolutionWindow Window, bool CountIncludePad) : ImagePooling(Window)
{
    public static readonly OperatorDefinition Definition = PoolingRows.Average(
        "AvgPool2d", "The mean of the values under a window that moves over an image, channel by channel.",
        isImage: true, call => new AvgPool2d(WindowOf(call, "AvgPool2d"), call.Flag("countIncludePad"))) with
    {
        Example = """
            private readonly AvgPool2d pool = new(2);

            private Value Forward([Input(8, 14, 14)] Value image) => pool.Forward(image);     // [8, 7, 7]
            """,
        Samples =
        [
            OperatorSample.Of(Shape.Of(1, 4, 6)).With("kernelSize", 2),
            OperatorSample.Of(Shape.Of(18, 7, 8)).With("kernelSize", 3).With("stride", 2).With("padding", 1),
            OperatorSample.Of(Shape.Of(18, 7, 8)).With("kernelSize", 3).With("stride", 2).With("padding", 1).With("countIncludePad", false),
            OperatorSample.Of(Shape.Of(5, 6, 9)).With("kernelSize", 2).With("kernelWidth", 3).With("strideWidth", 1).With("paddingWidth", 1),
            OperatorSample.Of(Shape.Of(33, 11, 9)).With("kernelSize", 5).With("stride", 3).With("padding", -1).With("countIncludePad", false),
        ],
    };

    protected override PoolKind Kind => CountIncludePad ? PoolKind.AverageWithPadding : PoolKind.Average;
}
