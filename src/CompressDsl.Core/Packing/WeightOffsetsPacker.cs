namespace CompressDsl.Core;

/// <summary>
/// <c>weight-offsets weight= [tile=m]</c>: N16 signed bytes, what is to be added to the stored integers of each output
/// (<see cref="WeightGrid.Offsets"/>); with groups of inputs [tile][group][16*m]; zero padded.
/// </summary>
internal sealed class WeightOffsetsPacker : SectionPacker
{
    public override string Kind => "weight-offsets";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var grid = weight.NeedGrid();
        var packed = new byte[checked(RoundUp(weight.Rows, Lanes) * grid.Groups)];
        for (var n = 0; n < weight.Rows; n++)
        {
            var (start, width) = grid.GroupSize == 0 ? (0, 0) : (TileLayout.Of(section, weight.Rows).TileStart(n), TileLayout.Of(section, weight.Rows).TileWidth(n));
            for (var group = 0; group < grid.Groups; group++)
                packed[(start * grid.Groups) + (group * width) + n - start] = unchecked((byte)weight.OffsetOf(n, group * grid.GroupSize));
        }

        return new PackedSection(packed, Plain: 0);
    }
}
