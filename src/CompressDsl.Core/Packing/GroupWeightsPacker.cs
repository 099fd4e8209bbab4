namespace CompressDsl.Core;

/// <summary>
/// <c>group-weights weight= tile=m</c>: nibbles of a matrix with a scale per group of inputs, [tile][group][plane][inputs / 8][16*m][4]
/// bytes; groups and outputs are padded. The lower nibbles of four bytes are inputs 0 to 3 of an output, the higher ones 4 to 7. Up to 4 bits
/// there is one plane, of q + 8 (0..15). Above, q + 128 is 16 * the first plane + the second one.
/// </summary>
internal sealed class GroupWeightsPacker : SectionPacker
{
    private const int Step = 8;

    public override string Kind => "group-weights";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (grid, values) = (weight.NeedGrid(), weight.NeedStored());
        var layout = TileLayout.Of(section, weight.Rows);
        var planes = weight.Recipe.Bits <= 4 ? 1 : 2;
        if (grid.GroupSize % Step != 0 || grid.GroupSize == 0)
            throw new FormatException($"Section '{section.Name}': groups of {InvariantText.Of(grid.GroupSize)} weights of {InvariantText.Of(weight.Recipe.Bits)} bits have no layout.");
        var perOutput = grid.Groups * planes * grid.GroupSize / 2;
        var packed = new byte[checked(RoundUp(weight.Rows, Lanes) * perOutput)];
        for (var n = 0; n < RoundUp(weight.Rows, Lanes); n++)
        {
            var (start, width) = (layout.TileStart(n), layout.TileWidth(n));
            for (var k = 0; k < grid.Groups * grid.GroupSize; k++)
            {
                var q = n < weight.Rows && k < weight.Columns ? values[(n * weight.Columns) + k] : 0;
                for (var plane = 0; plane < planes; plane++)
                {
                    var steps = (((k / grid.GroupSize * planes) + plane) * (grid.GroupSize / Step)) + (k % grid.GroupSize / Step);
                    var at = (start * perOutput) + (((steps * width) + n - start) * 4) + (k % 4);
                    packed[at] |= (byte)(NibbleOf(q, (plane, planes)) << (k % Step / 4 * 4));
                }
            }
        }

        return packed;
    }

    private static int NibbleOf(int q, (int Number, int Count) plane)
    {
        if (plane.Count == 1) return q + 8;
        return plane.Number == 0 ? (q + 128) >> 4 : (q + 128) & 15;
    }
}
