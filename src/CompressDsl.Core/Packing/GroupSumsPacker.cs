namespace CompressDsl.Core;

/// <summary>
/// <c>group-sums weight=</c>: N16 floats, the sum of the deployed weights (<c>(q + offset) * scale</c>) of each output, computed in double and rounded
/// once: what a zero point is multiplied with.
/// </summary>
internal sealed class GroupSumsPacker : SectionPacker
{
    public override string Kind => "group-sums";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var (grid, scales) = (weight.NeedGrid(), weight.NeedGroupScales());
        var sums = new float[weight.Rows];
        for (var n = 0; n < sums.Length; n++)
        {
            var sum = 0.0;
            for (var k = 0; k < weight.Columns; k++) sum += (double)weight.WholeOf(n, k) * scales[grid.ScaleOf(n, k)];
            sums[n] = (float)sum;
        }

        return Padded(sums);
    }
}
