using CompressDsl;

namespace Detector;

/// <summary>The network that is shipped: 8 bit, half of the weights zero, taught by <see cref="DetectorTeacher"/>.</summary>
[Quantize(Bits = 8)]
[Prune(0.5)]
[Distill(typeof(DetectorTeacher), Temperature = 2, Alpha = 0.5)]
public sealed partial class DetectorStudent
{
    private readonly ConvBlock stem = new(3, 16, stride: 2);
    private readonly ConvBlock down1 = new(16, 24, stride: 2);
    private readonly ConvBlock same1 = new(24, 24, stride: 1);
    private readonly ConvBlock down2 = new(24, 48, stride: 2);
    private readonly ConvBlock same2 = new(48, 48, stride: 1);
    private readonly ConvBlock down3 = new(48, 64, stride: 2);
    private readonly ConvBlock same3 = new(64, 64, stride: 1);
    private readonly ScaleHead ofSmall = new(48, 5);
    private readonly ScaleHead ofLarge = new(64, 5);

    private (Value SmallKinds, Value SmallBoxes, Value LargeKinds, Value LargeBoxes) Forward([Input(3, 64, 64)] Value image)
    {
        var small = same2.Forward(down2.Forward(same1.Forward(down1.Forward(stem.Forward(image)))));
        var large = same3.Forward(down3.Forward(small));
        return (ofSmall.Kinds(small), ofSmall.Boxes(small), ofLarge.Kinds(large), ofLarge.Boxes(large));
    }
}
