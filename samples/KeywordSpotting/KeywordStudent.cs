using CompressDsl;
using KeywordSpotting.Audio;
using static CompressDsl.Functional;

namespace KeywordSpotting;

/// <summary>The network that is shipped: DS-CNN as in MLPerf Tiny, 8 bit, taught by <see cref="KeywordTeacher"/>.</summary>
[Quantize(Bits = 8)]
[Prune(0.25, Pattern = PrunePattern.Channels)]
[Distill(typeof(KeywordTeacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class KeywordStudent
{
    private readonly Conv2d stem = new(1, 64, kernelSize: 10, kernelWidth: 4, stride: 2, padding: Padding.Same, bias: false);
    private readonly BatchNorm2d norm = new(64);
    private readonly SeparableBlock block1 = new(64);
    private readonly SeparableBlock block2 = new(64);
    private readonly SeparableBlock block3 = new(64);
    private readonly SeparableBlock block4 = new(64);
    private readonly Linear head = new(64, 10);

    private Value Forward([Input(1, SoundFeatures.Frames, SoundFeatures.Coefficients)] Value sound)
    {
        var features = block2.Forward(block1.Forward(Relu(norm.Forward(stem.Forward(sound)))));
        features = Dropout(block4.Forward(block3.Forward(features)), 0.2);
        return head.Forward(ReduceMean(ReduceMean(features, axis: 2), axis: 1));
    }
}
