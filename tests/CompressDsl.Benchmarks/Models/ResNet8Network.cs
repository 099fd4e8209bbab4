using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>The image classifier of MLPerf Tiny: three residual stacks over 32 x 32 pixels, batch norms folded.</summary>
internal abstract class ResNet8Network
{
    private readonly Conv2d stem = new(3, 16, 3, padding: 1);
    private readonly Conv2d conv11 = new(16, 16, 3, padding: 1);
    private readonly Conv2d conv12 = new(16, 16, 3, padding: 1);
    private readonly Conv2d conv21 = new(16, 32, 3, stride: 2, padding: Padding.Same);
    private readonly Conv2d conv22 = new(32, 32, 3, padding: 1);
    private readonly Conv2d short2 = new(16, 32, 1, stride: 2);
    private readonly Conv2d conv31 = new(32, 64, 3, stride: 2, padding: Padding.Same);
    private readonly Conv2d conv32 = new(64, 64, 3, padding: 1);
    private readonly Conv2d short3 = new(32, 64, 1, stride: 2);
    private readonly Linear head = new(64, 10);

    protected Value Forward([Input(3, 32, 32)] Value image)
    {
        var first = Relu(stem.Forward(image));
        var second = Relu(first + conv12.Forward(Relu(conv11.Forward(first))));
        var third = Relu(short2.Forward(second) + conv22.Forward(Relu(conv21.Forward(second))));
        var last = Relu(short3.Forward(third) + conv32.Forward(Relu(conv31.Forward(third))));
        return head.Forward(ReduceMean(ReduceMean(last, 2), 1));
    }
}
