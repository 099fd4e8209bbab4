namespace CompressDsl.Core;

/// <summary><c>table-int8 weight=</c>: [V][D16] signed bytes, zero padded.</summary>
internal sealed class TableInt8Packer : SectionPacker
{
    public override string Kind => "table-int8";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var width = RoundUp(weight.Columns, Lanes);
        var packed = new byte[checked(weight.Rows * width)];
        var values = weight.NeedQuantized();
        for (var row = 0; row < weight.Rows; row++) Buffer.BlockCopy(values, row * weight.Columns, packed, row * width, weight.Columns);
        return PackedSection.OfIntegers(packed, weight);
    }
}
