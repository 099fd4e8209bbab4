using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Mean under a window over a sequence, channel by channel.</summary>
/// <param name="CountIncludePad">Whether the padding counts as zeros.</param>
internal sealed record AvgPool1d(ConvolutionWindow Window, bool CountIncludePad) : SequencePooling(Window)
{
    public static readonly OperatorDefinition Definition = PoolingRows.Average(
        "AvgPool1d", "The mean of the values under a window that moves over a sequence, channel by channel.",
        isImage: false, call => new AvgPool1d(WindowOf(call, "AvgPool1d"), call.Flag("countIncludePad"))) with
    {
        Example = """
            private readonly AvgPool1d pool = new(2);

            private Value Forward([Input(16, 128)] Value signal) => pool.Forward(signal);     // [16, 64]
            """,
        Samples =
        [
            OperatorSample.Of(Shape.Of(5, 9)).With("kernelSize", 2),
            OperatorSample.Of(Shape.Of(17, 12)).With("kernelSize", 3).With("stride", 1).With("padding", 1).With("countIncludePad", false),
        ],
    };

    protected override PoolKind Kind => CountIncludePad ? PoolKind.AverageWithPadding : PoolKind.Average;
}
