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
        var (outputs, inputs, values) = (weight.Rows, weight.Columns, weight.NeedStored());
        var run = inputs / Number(section, "runs");
        var layout = new MatrixLayout(RoundUp(outputs, Lanes), RoundUp(run, Inputs) * Number(section, "runs"), TileLayout.Of(section, outputs).GroupsPerTile, Inputs);
        var lines = new byte[layout.Length];
        for (var n = 0; n < outputs; n++)
        {
            AccumulatorLimits.Require(weight, n, 0, ActivationGrid.Max);
            for (var k = 0; k < inputs; k++)
                lines[(n * layout.Inputs) + (k / run * RoundUp(run, Inputs)) + (k % run)] = unchecked((byte)values[(n * inputs) + k]);
        }

        return PackedSection.OfMatrix(layout, lines, weight);
    }
}
