using CompressDsl;
using static CompressDsl.Functional;

namespace ImageClassifier;

/// <summary>The network that is shipped: ResNet-8 as in MLPerf Tiny, 8 bit, taught by <see cref="ImageTeacher"/>.</summary>
[Quantize(Bits = 8)]
[Prune(0.25, Pattern = PrunePattern.Channels)]
[Distill(typeof(ImageTeacher), Temperature = 2, Alpha = 0.5)]
public sealed partial class ImageStudent
{
    private readonly Conv2d stem = new(3, 16, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = new(16);
    private readonly ResidualBlock block1 = new(16);
    private readonly DownsamplingBlock block2 = new(16, 32);
    private readonly DownsamplingBlock block3 = new(32, 64);
    private readonly Linear head = new(64, 10);

    private Value Forward([Input(3, 32, 32)] Value image)
    {
        var features = block3.Forward(block2.Forward(block1.Forward(Relu(norm.Forward(stem.Forward(image))))));
        return head.Forward(ReduceMean(ReduceMean(features, axis: 2), axis: 1));
    }
}
