using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Largest value under a window, channel by channel.</summary>
internal sealed record MaxPool2d(ConvolutionWindow Window) : ImagePooling(Window)
{
    public static readonly OperatorDefinition Definition = PoolingRows.Max(
        "MaxPool2d", "The largest value under a window that moves over an image, channel by channel; the padding takes no part. In training the gradient goes to the first of the largest values.",
        isImage: true, call => new MaxPool2d(WindowOf(call, "MaxPool2d"))) with
    {
        Example = """
            private readonly Conv2d conv = new(1, 8, kernelSize: 3, padding: 1);
            private readonly MaxPool2d pool = new(2);

            private Value Forward([Input(1, 28, 28)] Value image) => pool.Forward(Relu(conv.Forward(image)));     // [8, 14, 14]
            """,
        Samples =
        [
            OperatorSample.Of(Shape.Of(1, 4, 6)).With("kernelSize", 2),
            OperatorSample.Of(Shape.Of(16, 5, 7)).With("kernelSize", 2),
            OperatorSample.Of(Shape.Of(19, 7, 8)).With("kernelSize", 3).With("stride", 2).With("padding", 1),
            OperatorSample.Of(Shape.Of(35, 7, 5)).With("kernelSize", 2).With("stride", 1).With("padding", -1),
            OperatorSample.Of(Shape.Of(3, 9, 8)).With("kernelSize", 3).With("stride", 2).With("padding", 2).With("dilation", 2),
            OperatorSample.Of(Shape.Of(5, 6, 9)).With("kernelSize", 2).With("kernelWidth", 3),
            OperatorSample.Of(Shape.Of(5, 6, 9)).With("kernelSize", 1).With("kernelWidth", 3).With("stride", 2).With("strideWidth", 1).With("paddingWidth", 1),
            OperatorSample.Of(Shape.Of(17, 11, 9)).With("kernelSize", 5).With("stride", 3),
        ],
    };

    protected override PoolKind Kind => PoolKind.Max;
}
