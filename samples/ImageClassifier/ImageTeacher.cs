using CompressDsl;
using static CompressDsl.Functional;

namespace ImageClassifier;

/// <summary>The large network that the student learns from, in float: its blocks, twice as wide.</summary>
public sealed partial class ImageTeacher
{
    private readonly Conv2d stem = new(3, 32, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = new(32);
    private readonly ResidualBlock block1 = new(32);
    private readonly DownsamplingBlock block2 = new(32, 64);
    private readonly DownsamplingBlock block3 = new(64, 128);
    private readonly Linear head = new(128, 10);

    private Value Forward([Input(3, 32, 32)] Value image)
    {
        var features = block3.Forward(block2.Forward(block1.Forward(Relu(norm.Forward(stem.Forward(image))))));
        return head.Forward(ReduceMean(ReduceMean(features, axis: 2), axis: 1));
    }
}
