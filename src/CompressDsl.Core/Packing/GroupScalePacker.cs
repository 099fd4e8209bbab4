namespace CompressDsl.Core;

/// <summary>
/// <c>group-scale weight= tile=m [planes=2]</c>: [tile][group][16*m] bfloat16, the scales of the groups of inputs; zero padded. With two planes
/// (see <c>group-weights</c>) [tile][group][plane][16*m], 16 times the scale first.
/// </summary>
internal sealed class GroupScalePacker : SectionPacker
{
    private const int UpperPlane = 16;

    public override string Kind => "group-scale";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (groups, scales, planes) = (weight.NeedGrid().Groups, weight.NeedGroupScales(), Number(section, "planes"));
        var layout = TileLayout.Of(section, weight.Rows);
        var packed = new float[RoundUp(weight.Rows, Lanes) * groups * planes];
        for (var n = 0; n < weight.Rows; n++)
        {
            var (start, width) = (layout.TileStart(n), layout.TileWidth(n));
            for (var i = 0; i < groups * planes; i++)
            {
                var scale = scales[(n * groups) + (i / planes)];
                packed[(start * groups * planes) + (i * width) + n - start] = planes == 2 && i % 2 == 0 ? UpperPlane * scale : scale;
            }
        }

        return PackedSection.OfScales(LittleEndian.Bytes(HalfFloats.BitsOfBrain(packed)), weight, sizeof(ushort));
    }
}
