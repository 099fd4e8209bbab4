using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>
/// MobileNet V2 with 0.35 of the channels over 96 x 96 pixels and 1000 classes (Sandler et al. 2018), batch norms folded.
/// </summary>
[Quantize(Bits = 8)]
internal sealed partial class MobileNetV2
{
    /// <summary>Outputs, stride and expansion of every inverted residual; 0.35 of the paper's channels, rounded to a multiple of 8.</summary>
    internal static readonly (int Outputs, int Stride, int Expansion)[] Blocks =
    [
        (8, 1, 1), (8, 2, 6), (8, 1, 6), (16, 2, 6), (16, 1, 6), (16, 1, 6), (24, 2, 6), (24, 1, 6), (24, 1, 6), (24, 1, 6),
        (32, 1, 6), (32, 1, 6), (32, 1, 6), (56, 2, 6), (56, 1, 6), (56, 1, 6), (112, 1, 6),
    ];

    private readonly Conv2d stem = new(3, 16, 3, stride: 2, padding: Padding.Same);
    private readonly InvertedResidual[] blocks = new InvertedResidual[Blocks.Length];
    private readonly Conv2d last = new(112, 1280, 1);
    private readonly Linear head = new(1280, 1000);

    public MobileNetV2()
    {
        var channels = 16;
        for (var i = 0; i < Blocks.Length; i++)
        {
            blocks[i] = new InvertedResidual(channels, Blocks[i].Outputs, Blocks[i].Stride, Blocks[i].Expansion);
            channels = Blocks[i].Outputs;
        }
    }

    private Value Forward([Input(3, 96, 96)] Value image)
    {
        var value = Relu6(stem.Forward(image));
        foreach (var block in blocks)
        {
            value = block.Forward(value);
        }

        return head.Forward(ReduceMean(ReduceMean(Relu6(last.Forward(value)), 2), 1));
    }
}
