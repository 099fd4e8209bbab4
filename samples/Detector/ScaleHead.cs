using CompressDsl;
using static CompressDsl.Functional;

namespace Detector;

/// <summary>What the detector says about every cell of one feature map.</summary>
/// <param name="channels">Channels of the map.</param>
/// <param name="kinds">Kinds of things, and none.</param>
public sealed class ScaleHead(int channels, int kinds)
{
    private readonly Conv2d kind = new(channels, kinds, kernelSize: 1);
    private readonly Conv2d box = new(channels, 4, kernelSize: 1);

    /// <summary>Compile-time DSL: logits of the kinds, <c>[height, width, kinds]</c>.</summary>
    public Value Kinds(Value map) => Permute(kind.Forward(map), 1, 2, 0);

    /// <summary>Compile-time DSL: place and size, <c>[height, width, 4]</c>; see <see cref="Detector.Boxes.CellGrid"/>.</summary>
    public Value Boxes(Value map) => Permute(box.Forward(map), 1, 2, 0);
}
