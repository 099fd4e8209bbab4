using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Mean under a window over a sequence, channel by channel.</summary>
/// <param name="CountIncludePad">Whether the padding counts as zeros.</param>
internal sealed record AvgPool1d(ConvolutionWindow Window, bool CountIncludePad) : SequencePooling(Window)
{
    public static readonly OperatorDefinition Definition = new(
        "AvgPool1d", SurfaceKind.Layer,
        "The mean of the values under a window that moves over a sequence, channel by channel.",
        call => call.Apply(new AvgPool1d(WindowOf(call, "AvgPool1d"), call.Flag("countIncludePad"))))
    {
        Family = "Pooling",
        Operands = [Sequence],
        Returns = "`[channels, length']` with `length' = (length + 2 * padding - kernelSize) / stride + 1`.",
        Settings =
        [
            KernelSetting,
            ImagePooling.StrideSetting,
            Windows.LengthPaddingSetting,
            new("countIncludePad", typeof(bool), "true", "Whether the padding counts as zeros; else the mean is that of the values inside the sequence."),
        ],
        Example = """
            private readonly AvgPool1d pool = new(2);

            private Value Forward([Input(16, 128)] Value signal) => pool.Forward(signal);     // [16, 64]
            """,
        Int8 = "a sum of bytes, rounded to the operand's grid, where its operand is on an 8-bit grid",
        Onnx = "AveragePool",
        Samples =
        [
            OperatorSample.Of(Shape.Of(5, 9)).With("kernelSize", 2),
            OperatorSample.Of(Shape.Of(17, 12)).With("kernelSize", 3).With("stride", 1).With("padding", 1).With("countIncludePad", false),
        ],
    };

    protected override PoolKind Kind => CountIncludePad ? PoolKind.AverageWithPadding : PoolKind.Average;
}
