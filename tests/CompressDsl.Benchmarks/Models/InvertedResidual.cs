using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>A block of MobileNet V2: more channels, a convolution for each of them, fewer channels, and the block's operand on top where it fits.</summary>
internal sealed class InvertedResidual(int inputs, int outputs, int stride, int expansion)
{
    private readonly Conv2d? expand = expansion == 1 ? null : new(inputs, inputs * expansion, 1);
    private readonly Conv2d depthwise = new(inputs * expansion, inputs * expansion, 3, stride, Padding.Same, groups: inputs * expansion);
    private readonly Conv2d project = new(inputs * expansion, outputs, 1);
    private readonly bool isResidual = stride == 1 && inputs == outputs;

    public Value Forward(Value x)
    {
        var wide = expand is null ? x : Relu6(expand.Forward(x));
        var narrow = project.Forward(Relu6(depthwise.Forward(wide)));
        return isResidual ? x + narrow : narrow;
    }
}
