using static CompressDsl.Functional;

namespace CompressDsl.Models.Tests.Imported;

/// <summary>Two dense layers, in 8 bits and with half of their weights, that learn from <see cref="PublishedTeacher"/>.</summary>
[Quantize(Bits = 8)]
[Prune(0.5)]
[Distill(typeof(PublishedTeacher), Temperature = 2, Alpha = 1)]
internal sealed partial class PublishedStudent
{
    private readonly Linear hidden = new(784, 128);
    private readonly Linear head = new(128, 10);

    private Value Forward([Input(1, 28, 28)] Value image) => head.Forward(Relu(hidden.Forward(Flatten(image))));
}
