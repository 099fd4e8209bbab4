using static CompressDsl.Functional;

namespace CompressDsl.FirstCall;

/// <summary>ResNet-50 (He et al., 2016) with the stride in the 3x3 convolutions: 25.6 million parameters, 224 x 224 pixels.</summary>
[Quantize(Bits = 8, Mode = QuantizationMode.Dynamic)]
internal sealed partial class ResNet50
{
    private readonly Conv2d conv1 = new(3, 64, kernelSize: 7, stride: 2, padding: 3, bias: false);
    private readonly BatchNorm2d bn1 = new(64);
    private readonly MaxPool2d maxpool = new(3, stride: 2, padding: 1);
    private readonly WideningBottleneck[] wide = [new(64, 64, 1), new(256, 128, 2), new(512, 256, 2), new(1024, 512, 2)];
    private readonly Bottleneck[] layer1 = [new(64), new(64)];
    private readonly Bottleneck[] layer2 = [new(128), new(128), new(128)];
    private readonly Bottleneck[] layer3 = [new(256), new(256), new(256), new(256), new(256)];
    private readonly Bottleneck[] layer4 = [new(512), new(512)];
    private readonly Linear fc = new(2048, 1000);

    private Value Forward([Input(3, 224, 224)] Value image)
    {
        var value = maxpool.Forward(Relu(bn1.Forward(conv1.Forward(image))));
        value = wide[0].Forward(value);
        foreach (var block in layer1) value = block.Forward(value);
        value = wide[1].Forward(value);
        foreach (var block in layer2) value = block.Forward(value);
        value = wide[2].Forward(value);
        foreach (var block in layer3) value = block.Forward(value);
        value = wide[3].Forward(value);
        foreach (var block in layer4) value = block.Forward(value);
        return fc.Forward(ReduceMean(ReduceMean(value, axis: 2), axis: 1));
    }
}
