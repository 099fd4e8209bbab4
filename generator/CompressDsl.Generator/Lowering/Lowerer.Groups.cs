using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <content>Linear layers, and convolutions of single pixels, with a scale per group of inputs.</content>
internal sealed partial class Lowerer
{
    /// <summary>Lane groups that share activations: their sums and totals stay in 32 registers, and 16 of 256 bits are no slower with it than with half of it.</summary>
    private const int GroupsTile = 4;

    private void EmitGroups(int input, Parameter weight, Parameter? bias, bool isImage)
    {
        var value = Graph[Node.Inputs[input]];
        var shape = value.Type.Shape;
        var point = PointFor(weight, value);
        var (outputs, inputs) = (weight.Type.Shape.Dimensions[0].Size, weight.Type.Shape.Columns);
        var tile = Math.Min(GroupsTile, (outputs + 15) / 16);
        var groups = new DotGroups(weight.Compression.Grid.GroupSize, weight.Compression.Bits <= 4) { IsMeasuredOnce = isImage };
        var name = KernelName();
        Emit(new DotPrimitive(
            name, $"{Node.Name}: {inputs} -> {CountOf(weight)}, a scale for every {Literal.Of(groups.Size)} inputs", point is null ? In(input) : PlaceOf(value), Out,
            shape.Rank == 1 ? new Dimension(1) : new Dimension(shape.Rows, shape.Named?.Name), inputs, outputs,
            point switch { null => DotFormat.WeightOnlyInt8, { Mode: QuantizationMode.Dynamic } => DotFormat.DynamicInt8, _ => DotFormat.Int8 }, tile,
            GroupSections(weight, bias, groups, (tile, point is null)), new DotEpilogue(EpilogueKind.Float))
        {
            RowGrids = point?.RowGrids,
            Groups = point is null && !groups.IsNibble ? groups : groups with
            {
                Room = AddBuffer(
                    Node.Name + (point is null ? ".spread" : ".centred"), BufferElement.UInt8, Shape.Of(groups.RoomBytes(inputs, point is null)), BufferRole.Scratch),
                InputGrid = point is { RowGrids: null } ? GridOf(point) : null,
            },
        });
    }

    private DotSections GroupSections(Parameter parameter, Parameter? bias, DotGroups groups, (int Groups, bool IsFloat) kernel)
    {
        var name = Identifier.Pascal(LayerOf(parameter.Key));
        var weight = new Setting("weight", parameter.Key);
        var tile = new Setting("tile", Literal.Of(kernel.Groups));
        var biased = bias is null ? new[] { weight } : [weight, new Setting("bias", bias.Key)];
        var weights = Section(name + "Weights", kernel.IsFloat && !groups.IsNibble ? "int8-columns" : "group-weights", weight, tile);
        var scale = kernel.IsFloat || groups.IsNibble
            ? Section(name + "Scale", "group-scale", weight, tile)
            : Section(name + "Scale", "group-scale", weight, tile, new Setting("planes", "2"));
        return new DotSections(weights, Section(name + "Bias", "bias-float", biased), scale, kernel.IsFloat ? null : Section(name + "Sums", "group-sums", weight))
        {
            Offsets = HasOffsets(parameter) ? Section(name + "Offsets", "weight-offsets", weight, tile) : null,
        };
    }
}
