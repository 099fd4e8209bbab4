using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Largest value under a window over a sequence, channel by channel.</summary>
internal sealed record MaxPool1d(ConvolutionWindow Window) : SequencePooling(Window)
{
    public static readonly OperatorDefinition Definition = new(
        "MaxPool1d", SurfaceKind.Layer,
        "The largest value under a window that moves over a sequence, channel by channel; the padding takes no part.",
        call => call.Apply(new MaxPool1d(WindowOf(call, "MaxPool1d"))))
    {
        Family = "Pooling",
        Operands = [Sequence],
        Returns = "`[channels, length']` with `length' = (length + 2 * padding - dilation * (kernelSize - 1) - 1) / stride + 1`.",
        Settings =
        [
            KernelSetting,
            ImagePooling.StrideSetting,
            Windows.LengthPaddingSetting,
            new("dilation", typeof(int), "1", "Distance of the window's elements, at least 1."),
        ],
        Example = """
            private readonly MaxPool1d pool = new(2);

            private Value Forward([Input(16, 128)] Value signal) => pool.Forward(signal);     // [16, 64]
            """,
        Int8 = "a maximum of bytes where its operand is on an 8-bit grid",
        Onnx = "MaxPool",
        Samples =
        [
            OperatorSample.Of(Shape.Of(1, 7)).With("kernelSize", 2),
            OperatorSample.Of(Shape.Of(18, 13)).With("kernelSize", 3).With("stride", 2).With("padding", 2).With("dilation", 2),
        ],
    };

    protected override PoolKind Kind => PoolKind.Max;
}
