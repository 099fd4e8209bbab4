namespace CompressDsl.Core;

/// <summary>
/// <c>int8-dot weight= tile=m [runs=n] [groups=g]</c>: [tile][K4/4][16*m][4] signed bytes, zero padded. With runs the K inputs are n equal
/// parts that are padded one by one, as the windows of a convolution lie in memory.
/// </summary>
internal sealed class Int8DotPacker : SectionPacker
{
    public override string Kind => "int8-dot";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (outputs, inputs, values) = (weight.Rows, weight.Columns, weight.NeedQuantized());
        var layout = TileLayout.Of(section, outputs);
        var run = inputs / Number(section, "runs");
        var padded = RoundUp(run, Inputs) * Number(section, "runs");
        var packed = new byte[checked(RoundUp(outputs, Lanes) * padded)];
        for (var n = 0; n < outputs; n++)
        {
            AccumulatorLimits.Require(weight, n, 0, ActivationGrid.Max);
            var step = layout.TileWidth(n) * Inputs;
            var target = (layout.TileStart(n) * padded) + ((n - layout.TileStart(n)) * Inputs);
            var source = n * inputs;
            for (var k = 0; k < inputs; k++)
            {
                var place = (k / run * RoundUp(run, Inputs)) + (k % run);
                packed[target + (place / Inputs * step) + (place % Inputs)] = unchecked((byte)values[source + k]);
            }
        }

        return PackedSection.OfIntegers(packed, weight);
    }
}
