using CompressDsl;
using static CompressDsl.Functional;

namespace Digits.PostTraining;

/// <summary>LeNet-300-100: three linear layers.</summary>
public sealed class DenseDigits
{
    private readonly Linear hidden = new(784, 300);
    private readonly Linear middle = new(300, 100);
    private readonly Linear head = new(100, 10);

    /// <summary>Compile-time DSL: 784 pixels to 10 logits.</summary>
    public Value Forward(Value pixels) => head.Forward(Relu(middle.Forward(Relu(hidden.Forward(pixels)))));
}
