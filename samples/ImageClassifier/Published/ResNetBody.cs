using CompressDsl;
using static CompressDsl.Functional;

namespace ImageClassifier.Published;

/// <summary>ResNet-8 of MLPerf Tiny (image classification), its batch norms folded as in the published file.</summary>
public sealed class ResNetBody
{
    private readonly Conv2d first = new(3, 16, kernelSize: 3, padding: Padding.Same);
    private readonly Conv2d conv1 = new(16, 16, kernelSize: 3, padding: Padding.Same);
    private readonly Conv2d conv2 = new(16, 16, kernelSize: 3, padding: Padding.Same);
    private readonly ShrinkingStack middle = new(16, 32);
    private readonly ShrinkingStack last = new(32, 64);
    private readonly Linear head = new(64, 10);

    /// <summary>Compile-time DSL: <c>[3, 32, 32]</c> to 10 logits.</summary>
    public Value Forward(Value image)
    {
        var x = Relu(first.Forward(image));
        x = Relu(x + conv2.Forward(Relu(conv1.Forward(x))));
        x = last.Forward(middle.Forward(x));
        return head.Forward(ReduceMean(ReduceMean(x, 2), 1));
    }
}
