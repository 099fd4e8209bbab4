using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpTeacher.Teaching;

/// <summary>A teacher as TorchSharp's users write one: two convolutions and a linear layer.</summary>
internal sealed class ConvolutionalTeacher : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers;

    public ConvolutionalTeacher()
        : base(nameof(ConvolutionalTeacher))
    {
        layers = Sequential(
            Conv2d(1, 8, 3, padding: 1), ReLU(), MaxPool2d(2),
            Conv2d(8, 16, 3, padding: 1), ReLU(), MaxPool2d(2),
            Flatten(), Linear(784, 10));
        RegisterComponents();
    }

    public override Tensor forward(Tensor pixels) => layers.forward(pixels.reshape(-1, 1, 28, 28));
}
