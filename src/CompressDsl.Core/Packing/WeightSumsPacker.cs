namespace CompressDsl.Core;

/// <summary><c>weight-sums weight=</c>: N16 int32, the sum of the stored integers of each output: what a zero point is multiplied with.</summary>
internal sealed class WeightSumsPacker : SectionPacker
{
    public override string Kind => "weight-sums";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var sums = new int[RoundUp(weight.Rows, Lanes)];
        for (var n = 0; n < weight.Rows; n++)
        {
            sums[n] = weight.Sum(n);
            AccumulatorLimits.Require(weight, n, (long)ActivationGrid.Max * weight.WholeSum(n), ActivationGrid.Max);
        }

        return LittleEndian.Bytes(sums);
    }
}
