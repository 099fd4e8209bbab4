namespace CompressDsl.Core;

/// <summary>
/// <c>group-scale weight= tile=m [planes=2]</c>: [tile][group][pair][16][2] bfloat16, the scales of the groups of inputs, those of two times 16
/// outputs taking turns; zero padded. With two planes (see <c>group-weights</c>) [tile][group][plane][pair][16][2], 16 times the scale first.
/// </summary>
internal sealed class GroupScalePacker : SectionPacker
{
    private const int UpperPlane = 16;
    private const int Pair = 2 * Lanes;

    public override string Kind => "group-scale";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (groups, scales, planes) = (weight.NeedGrid().Groups, weight.NeedGroupScales(), Number(section, "planes"));
        var layout = TileLayout.Of(section, weight.Rows);
        var (lastStart, lastWidth) = Padded(layout, weight.Rows - 1);
        var packed = new float[(lastStart + lastWidth) * groups * planes];
        for (var n = 0; n < weight.Rows; n++)
        {
            var ((start, width), row) = (Padded(layout, n), n - layout.TileStart(n));
            var place = (row / Pair * Pair) + (2 * (row % Lanes)) + (row / Lanes % 2);
            for (var i = 0; i < groups * planes; i++)
            {
                var scale = scales[(n * groups) + (i / planes)];
                packed[(start * groups * planes) + (i * width) + place] = planes == 2 && i % 2 == 0 ? UpperPlane * scale : scale;
            }
        }

        return PackedSection.OfScales(LittleEndian.Bytes(HalfFloats.BitsOfBrain(packed)), weight, sizeof(ushort));
    }
    // Where the tile of an output begins and how wide it is, in whole pairs.
    private static (int Start, int Width) Padded(TileLayout layout, int output)
    {
        var full = layout.GroupsPerTile * Lanes;
        return (layout.TileStart(output) / full * RoundUp(full, Pair), RoundUp(layout.TileWidth(output), Pair));
    }
}
