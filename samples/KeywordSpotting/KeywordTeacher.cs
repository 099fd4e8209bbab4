using CompressDsl;
using KeywordSpotting.Audio;
using static CompressDsl.Functional;

namespace KeywordSpotting;

/// <summary>The large network that the student learns from, in float: twice as many channels.</summary>
public sealed partial class KeywordTeacher
{
    private readonly Conv2d stem = new(1, 128, kernelSize: 10, kernelWidth: 4, stride: 2, padding: Padding.Same, bias: false);
    private readonly BatchNorm2d norm = new(128);
    private readonly SeparableBlock block1 = new(128);
    private readonly SeparableBlock block2 = new(128);
    private readonly SeparableBlock block3 = new(128);
    private readonly SeparableBlock block4 = new(128);
    private readonly Linear head = new(128, 10);

    private Value Forward([Input(1, SoundFeatures.Frames, SoundFeatures.Coefficients)] Value sound)
    {
        var features = block2.Forward(block1.Forward(Relu(norm.Forward(stem.Forward(sound)))));
        features = Dropout(block4.Forward(block3.Forward(features)), 0.2);
        return head.Forward(ReduceMean(ReduceMean(features, axis: 2), axis: 1));
    }
}
