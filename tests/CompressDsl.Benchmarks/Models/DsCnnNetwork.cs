using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny: 49 x 10 features, four depthwise separable convolutions, batch norms folded.</summary>
internal abstract class DsCnnNetwork
{
    private readonly Conv2d stem = new(1, 64, kernelSize: 10, stride: 2, padding: Padding.Same, kernelWidth: 4);
    private readonly Conv2d[] depthwise = [
        new(64, 64, 3, padding: 1, groups: 64), new(64, 64, 3, padding: 1, groups: 64),
        new(64, 64, 3, padding: 1, groups: 64), new(64, 64, 3, padding: 1, groups: 64),
    ];
    private readonly Conv2d[] pointwise = [new(64, 64, 1), new(64, 64, 1), new(64, 64, 1), new(64, 64, 1)];
    private readonly Linear head = new(64, 12);

    protected Value Forward([Input(1, 49, 10)] Value features)
    {
        var value = Relu(stem.Forward(features));
        for (var i = 0; i < depthwise.Length; i++)
        {
            value = Relu(pointwise[i].Forward(Relu(depthwise[i].Forward(value))));
        }

        return head.Forward(ReduceMean(ReduceMean(value, 2), 1));
    }
}
