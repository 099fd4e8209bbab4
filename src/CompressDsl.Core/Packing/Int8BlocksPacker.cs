namespace CompressDsl.Core;

/// <summary>
/// <c>int8-blocks weight=</c>: the blocks of 16 outputs x 4 inputs that are not zero, group by group:
/// int32 start[G+1] (in blocks; padded to 64 bytes), u16 index of the four inputs per block (padded to 64 bytes), 64-byte blocks [16][4].
/// </summary>
internal sealed class Int8BlocksPacker : SectionPacker
{
    private const int BlockBytes = Lanes * Inputs;

    public override string Kind => "int8-blocks";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        if ((weight.Columns + Inputs - 1) / Inputs > ushort.MaxValue + 1)
        {
            throw new FormatException($"Weight '{weight.Recipe.Key}' has {weight.Columns} inputs; blocks are numbered in 16 bits.");
        }

        for (var n = 0; n < weight.Rows; n++) AccumulatorLimits.Require(weight, n, 0, ActivationGrid.Max);
        var groups = (weight.Rows + Lanes - 1) / Lanes;
        var starts = new int[groups + 1];
        var indices = new List<ushort>();
        using var blocks = new MemoryStream();
        for (var group = 0; group < groups; group++)
        {
            PackGroup(weight, group, indices, blocks);
            starts[group + 1] = indices.Count;
        }

        var packed = Join(starts, indices.ToArray(), blocks);
        return PackedSection.OfIntegers(packed, weight, packed.Length - (int)blocks.Length);
    }

    public override IEnumerable<int> Parts(WeightRecipe weight, byte[] packed, int start)
    {
        var groups = (weight.DeployedRows + Lanes - 1) / Lanes;
        var indices = start + RoundUp(4 * (groups + 1), PackedHeader.Alignment);
        var count = LittleEndian.ReadInt32(packed, start + (4 * groups));
        return [indices, indices + RoundUp(2 * count, PackedHeader.Alignment)];
    }

    private static void PackGroup(PreparedWeight weight, int group, List<ushort> indices, MemoryStream blocks)
    {
        var (values, inputs) = (weight.NeedQuantized(), weight.Columns);
        var rows = Math.Min(Lanes, weight.Rows - (group * Lanes));
        var block = new byte[BlockBytes];
        for (var first = 0; first < inputs; first += Inputs)
        {
            var used = 0;
            Array.Clear(block, 0, BlockBytes);
            for (var r = 0; r < rows; r++)
            {
                var source = (((group * Lanes) + r) * inputs) + first;
                for (var k = 0; k < Math.Min(Inputs, inputs - first); k++)
                {
                    var q = unchecked((byte)values[source + k]);
                    used |= q;
                    block[(r * Inputs) + k] = q;
                }
            }

            if (used == 0) continue;
            indices.Add((ushort)(first / Inputs));
            blocks.Write(block, 0, BlockBytes);
        }
    }

    private static byte[] Join(int[] starts, ushort[] indices, MemoryStream blocks)
    {
        var blocksAt = RoundUp(4 * starts.Length, PackedHeader.Alignment) + RoundUp(2 * indices.Length, PackedHeader.Alignment);
        var packed = new byte[checked(blocksAt + (int)blocks.Length)];
        Buffer.BlockCopy(LittleEndian.Bytes(starts), 0, packed, 0, 4 * starts.Length);
        Buffer.BlockCopy(LittleEndian.Bytes(indices), 0, packed, RoundUp(4 * starts.Length, PackedHeader.Alignment), 2 * indices.Length);
        blocks.Position = 0;
        var read = blocks.Read(packed, blocksAt, (int)blocks.Length);
        return read == blocks.Length ? packed : throw new InvalidOperationException("A memory stream ended early.");
    }
}
