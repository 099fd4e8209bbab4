namespace CompressDsl.Core;

/// <summary>
/// <c>int8-columns weight= tile=m</c>: [tile][K][16*m] signed bytes, zero padded: int8 weights in the order of <c>float-dot</c>, for kernels
/// with float activations.
/// </summary>
internal sealed class Int8ColumnsPacker : SectionPacker
{
    public override string Kind => "int8-columns";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (outputs, inputs, values) = (weight.Rows, weight.Columns, weight.NeedStored());
        var layout = new MatrixLayout(RoundUp(outputs, Lanes), inputs, TileLayout.Of(section, outputs).GroupsPerTile, Inner: 1);
        var lines = new byte[layout.Length];
        Buffer.BlockCopy(values, 0, lines, 0, outputs * inputs);
        return PackedSection.OfMatrix(layout, lines, weight);
    }
}
