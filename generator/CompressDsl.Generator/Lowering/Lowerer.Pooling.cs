using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <content>Pooling.</content>
internal sealed partial class Lowerer
{
    public override void EmitPool(ConvolutionWindow window, PoolKind kind)
    {
        var image = TypeOf(0).Shape;
        var (input, grid) = Stored(0);
        if (kind != PoolKind.Max && points.TryGetValue(Node.Inputs[0], out var point) && IsWantedOn(point)) points[Node.Id] = point;
        Emit(new PoolPrimitive(
            KernelName(), $"{Node.Name}: {Node.Operator.Describe()} {window} over {image}", input, Out, 1, image, window, kind)
        {
            Grid = kind == PoolKind.Max ? null : grid,
        });
    }

    /// <summary>Whether every reader takes this mean from the grid that its values lie on.</summary>
    private bool IsWantedOn(QuantizationPoint point) => !Graph.Outputs.Contains(Node.Id)
        && Graph.Users(Node.Id).All(u => Graph[u].Operator is FakeQuantize wanted && wanted.Key == point.Key);
}
