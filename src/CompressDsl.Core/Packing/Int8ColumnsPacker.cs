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
        var (outputs, inputs, values) = (weight.Rows, weight.Columns, weight.NeedQuantized());
        var layout = TileLayout.Of(section, outputs);
        var packed = new byte[checked(RoundUp(outputs, Lanes) * inputs)];
        for (var n = 0; n < outputs; n++)
        {
            var width = layout.TileWidth(n);
            var target = (layout.TileStart(n) * inputs) + n - layout.TileStart(n);
            for (var k = 0; k < inputs; k++) packed[target + (k * width)] = unchecked((byte)values[(n * inputs) + k]);
        }

        return PackedSection.OfIntegers(packed, weight);
    }
}
