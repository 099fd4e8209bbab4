namespace CompressDsl.Core;

/// <summary>
/// <c>table-int8-blocks weight=</c>: the blocks of 4 tokens x 16 dimensions that are not zero:
/// int32 index[ceil(V/4)][D16/16] (the block's number; padded to 64 bytes), 64-byte blocks [4 tokens][16 dimensions]. Block 0 is zeros,
/// so that kernels add every block alike: which tokens have one is random, and a branch on it costs more than the addition.
/// </summary>
internal sealed class TableInt8BlocksPacker : SectionPacker
{
    private const int Tokens = 4;
    private const int BlockBytes = Tokens * Lanes;

    public override string Kind => "table-int8-blocks";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var values = weight.NeedQuantized();
        var across = (weight.Columns + Lanes - 1) / Lanes;
        var index = new int[(weight.Rows + Tokens - 1) / Tokens * across];
        var blocks = new byte[checked(index.Length * BlockBytes)];
        var used = 0;
        for (var i = 0; i < index.Length; i++)
        {
            if (Copy(weight, values, (i / across * Tokens, i % across * Lanes), (blocks, used * BlockBytes))) index[i] = ++used;
        }

        var start = RoundUp(4 * index.Length, PackedHeader.Alignment);
        var packed = new byte[checked(start + ((used + 1) * BlockBytes))];
        Buffer.BlockCopy(LittleEndian.Bytes(index), 0, packed, 0, 4 * index.Length);
        Buffer.BlockCopy(blocks, 0, packed, start + BlockBytes, used * BlockBytes);
        return PackedSection.OfIntegers(packed, weight, start);
    }

    public override IEnumerable<int> Parts(WeightRecipe weight, byte[] packed, int start) =>
        [start + RoundUp(4 * ((weight.Rows + Tokens - 1) / Tokens) * ((weight.Columns + Lanes - 1) / Lanes), PackedHeader.Alignment)];

    // Answers whether the block has a weight that is not zero; a block of zeros leaves the target as it was.
    private static bool Copy(PreparedWeight weight, sbyte[] values, (int Token, int Dimension) from, (byte[] Bytes, int Start) to)
    {
        var any = 0;
        var width = Math.Min(Lanes, weight.Columns - from.Dimension);
        for (var token = 0; token < Math.Min(Tokens, weight.Rows - from.Token); token++)
        {
            var source = ((from.Token + token) * weight.Columns) + from.Dimension;
            for (var d = 0; d < width; d++)
            {
                var q = unchecked((byte)values[source + d]);
                any |= q;
                to.Bytes[to.Start + (token * Lanes) + d] = q;
            }
        }

        return any != 0;
    }
}
