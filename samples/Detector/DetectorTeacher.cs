using CompressDsl;

namespace Detector;

/// <summary>The large network that the student learns from, in float: the same blocks, twice as wide.</summary>
public sealed partial class DetectorTeacher
{
    private readonly ConvBlock stem = new(3, 32, stride: 2);
    private readonly ConvBlock down1 = new(32, 48, stride: 2);
    private readonly ConvBlock same1 = new(48, 48, stride: 1);
    private readonly ConvBlock down2 = new(48, 96, stride: 2);
    private readonly ConvBlock same2 = new(96, 96, stride: 1);
    private readonly ConvBlock down3 = new(96, 128, stride: 2);
    private readonly ConvBlock same3 = new(128, 128, stride: 1);
    private readonly ScaleHead ofSmall = new(96, 5);
    private readonly ScaleHead ofLarge = new(128, 5);

    private (Value SmallKinds, Value SmallBoxes, Value LargeKinds, Value LargeBoxes) Forward([Input(3, 64, 64)] Value image)
    {
        var small = same2.Forward(down2.Forward(same1.Forward(down1.Forward(stem.Forward(image)))));
        var large = same3.Forward(down3.Forward(small));
        return (ofSmall.Kinds(small), ofSmall.Boxes(small), ofLarge.Kinds(large), ofLarge.Boxes(large));
    }
}
