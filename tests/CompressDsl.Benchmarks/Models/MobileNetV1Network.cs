using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>
/// MobileNet V1 with a quarter of the channels over 96 x 96 pixels (the person detector of MLPerf Tiny), batch norms folded.
/// </summary>
internal abstract class MobileNetV1Network
{
    private readonly Conv2d stem = new(3, 8, 3, stride: 2, padding: Padding.Same);
    private readonly Conv2d[] depthwise =
    [
        new(8, 8, 3, padding: 1, groups: 8), new(16, 16, 3, stride: 2, padding: Padding.Same, groups: 16),
        new(32, 32, 3, padding: 1, groups: 32), new(32, 32, 3, stride: 2, padding: Padding.Same, groups: 32),
        new(64, 64, 3, padding: 1, groups: 64), new(64, 64, 3, stride: 2, padding: Padding.Same, groups: 64),
        new(128, 128, 3, padding: 1, groups: 128), new(128, 128, 3, padding: 1, groups: 128),
        new(128, 128, 3, padding: 1, groups: 128), new(128, 128, 3, padding: 1, groups: 128),
        new(128, 128, 3, padding: 1, groups: 128), new(128, 128, 3, stride: 2, padding: Padding.Same, groups: 128),
        new(256, 256, 3, padding: 1, groups: 256),
    ];

    private readonly Conv2d[] pointwise =
    [
        new(8, 16, 1), new(16, 32, 1),
        new(32, 32, 1), new(32, 64, 1),
        new(64, 64, 1), new(64, 128, 1),
        new(128, 128, 1), new(128, 128, 1),
        new(128, 128, 1), new(128, 128, 1),
        new(128, 128, 1), new(128, 256, 1),
        new(256, 256, 1),
    ];

    private readonly Linear head = new(256, 2);

    protected Value Forward([Input(3, 96, 96)] Value image)
    {
        var value = Relu(stem.Forward(image));
        for (var i = 0; i < depthwise.Length; i++)
        {
            value = Relu(pointwise[i].Forward(Relu(depthwise[i].Forward(value))));
        }

        return head.Forward(ReduceMean(ReduceMean(value, 2), 1));
    }
}
