namespace CompressDsl.Core;

/// <summary><c>float-dot weight= tile=m</c>: [tile][K][16*m] floats, pruned and folded (on its grid when the weight is quantised).</summary>
internal sealed class FloatDotPacker : SectionPacker
{
    public override string Kind => "float-dot";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (outputs, inputs, values) = (weight.Rows, weight.Columns, weight.Values);
        var layout = TileLayout.Of(section, outputs);
        var packed = new float[checked(RoundUp(outputs, Lanes) * inputs)];
        for (var n = 0; n < outputs; n++)
        {
            var width = layout.TileWidth(n);
            var target = (layout.TileStart(n) * inputs) + n - layout.TileStart(n);
            var source = n * inputs;
            for (var k = 0; k < inputs; k++, target += width) packed[target] = values[source + k];
        }

        return LittleEndian.Bytes(packed);
    }
}
