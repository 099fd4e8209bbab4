namespace CompressDsl.Core;

/// <summary><c>int8-dot weight= tile=m</c>: [tile][K4/4][16*m][4] signed bytes, zero padded.</summary>
internal sealed class Int8DotPacker : SectionPacker
{
    public override string Kind => "int8-dot";

    public override byte[] Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (outputs, inputs, values) = (weight.Rows, weight.Columns, weight.NeedQuantized());
        var layout = TileLayout.Of(section, outputs);
        var padded = RoundUp(inputs, Inputs);
        var packed = new byte[checked(RoundUp(outputs, Lanes) * padded)];
        for (var n = 0; n < outputs; n++)
        {
            AccumulatorLimits.Require(weight, n, 0, ActivationGrid.Max);
            var step = layout.TileWidth(n) * Inputs;
            var target = (layout.TileStart(n) * padded) + ((n - layout.TileStart(n)) * Inputs);
            var source = n * inputs;
            for (var k = 0; k < inputs; k++) packed[target + (k / Inputs * step) + (k % Inputs)] = unchecked((byte)values[source + k]);
        }

        return packed;
    }
}
