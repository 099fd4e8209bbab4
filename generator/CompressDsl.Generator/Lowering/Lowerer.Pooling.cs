using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <content>Pooling.</content>
internal sealed partial class Lowerer
{
    public override void EmitPool(ConvolutionWindow window, PoolKind kind)
    {
        var value = Graph[Node.Inputs[0]];
        var image = value.Type.Shape;
        var pool = new PoolPrimitive(KernelName(), $"{Node.Name}: {Node.Operator.Describe()} {window} over {image}", PlaceOf(value), -1, 1, image, window, kind);
        if (!points.TryGetValue(value.Id, out var point))
        {
            Emit(pool with { Output = Out });
            return;
        }

        // On 8 bits the result stays on the operand's grid.
        places[Node.Id] = AddBuffer(Node.Name, BufferElement.UInt8, Node.Type.Shape, BufferRole.Scratch);
        points[Node.Id] = point;
        Emit(pool with
        {
            Output = Out,
            Grid = point.RowGrids is null && kind != PoolKind.Max ? Section(Identifier.Pascal(point.Key) + "Grid", "grid", new Setting("activation", point.Key)) : null,
            Measured = kind == PoolKind.Max ? null : point.RowGrids,
        });
    }
}
