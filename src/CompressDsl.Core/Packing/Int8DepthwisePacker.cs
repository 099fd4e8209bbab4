namespace CompressDsl.Core;

/// <summary>
/// <c>int8-depthwise weight= rows=n [pixels=p]</c>: a kernel of n rows per channel as [lane group][kernel column][kernel rows / 4][16 channels]
/// [4 rows] signed bytes, zero padded: four rows of one column are what one integer dot instruction takes. With pixels, lanes hold all
/// channels of so many pixels.
/// </summary>
internal sealed class Int8DepthwisePacker : SectionPacker
{
    public override string Kind => "int8-depthwise";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (taps, values) = (weight.Columns, weight.NeedQuantized());
        var channels = weight.Rows * Number(section, Pixels);
        var rows = Number(section, "rows");
        if (taps % rows != 0) throw new FormatException($"Section '{section.Name}': {InvariantText.Of(taps)} taps are not {InvariantText.Of(rows)} rows.");
        var columns = taps / rows;
        var padded = RoundUp(rows, Inputs);
        var packed = new byte[checked(RoundUp(channels, Lanes) * padded * columns)];
        for (var channel = 0; channel < channels; channel++)
        {
            AccumulatorLimits.Require(weight, channel % weight.Rows, 0, ActivationGrid.Max);
            var start = (channel / Lanes * Lanes * padded * columns) + (channel % Lanes * Inputs);
            for (var tap = 0; tap < taps; tap++)
            {
                var (row, column) = (tap / columns, tap % columns);
                var four = (column * (padded / Inputs)) + (row / Inputs);
                packed[start + (four * Lanes * Inputs) + (row % Inputs)] = unchecked((byte)values[(channel % weight.Rows * taps) + tap]);
            }
        }

        return PackedSection.OfIntegers(packed, weight);
    }
}
