namespace CompressDsl.Core;

/// <summary><c>table-float weight=</c>: [V][D16] floats, zero padded.</summary>
internal sealed class TableFloatPacker : SectionPacker
{
    public override string Kind => "table-float";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var width = RoundUp(weight.Columns, Lanes);
        var packed = new float[checked(weight.Rows * width)];
        for (var row = 0; row < weight.Rows; row++) Array.Copy(weight.Values, row * weight.Columns, packed, row * width, weight.Columns);
        return LittleEndian.Bytes(packed);
    }
}
