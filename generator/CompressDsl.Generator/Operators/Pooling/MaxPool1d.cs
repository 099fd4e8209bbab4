using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Largest value under a window over a sequence, channel by channel.</summary>
internal sealed record MaxPool1d(ConvolutionWindow Window) : SequencePooling(Window)
{
    public static readonly OperatorDefinition Definition = PoolingRows.Max(
        "MaxPool1d", "The largest value under a window that moves over a sequence, channel by channel; the padding takes no part.",
        isImage: false, call => new MaxPool1d(WindowOf(call, "MaxPool1d"))) with
    {
        Example = """
            private readonly MaxPool1d pool = new(2);

            private Value Forward([Input(16, 128)] Value signal) => pool.Forward(signal);     // [16, 64]
            """,
        Samples =
        [
            OperatorSample.Of(Shape.Of(1, 7)).With("kernelSize", 2),
            OperatorSample.Of(Shape.Of(18, 13)).With("kernelSize", 3).With("stride", 2).With("padding", 2).With("dilation", 2),
        ],
    };

    protected override PoolKind Kind => PoolKind.Max;
}
