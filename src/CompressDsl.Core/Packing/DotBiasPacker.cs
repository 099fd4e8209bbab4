namespace CompressDsl.Core;

/// <summary>
/// <c>dot-bias weight= [bias=] activation= [pixels=]</c>: N16 int32 <c>round(bias / (sa * sw)) - zeroPoint * sum(w + offset)</c> for kernels that multiply
/// the activations as they are, then N16 int32 that are 128 * sum(w) larger for those that multiply (activation - 128).
/// </summary>
internal sealed class DotBiasPacker : SectionPacker
{
    public const string Name = "dot-bias";

    private const int Offset = 128;

    public override string Kind => Name;

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        var grid = context.Grid(section.Get("activation"));
        var bias = context.Bias(weight.Recipe, section.Find("bias"));
        var scales = weight.NeedScales();
        var pixels = Number(section, Pixels);
        var padded = RoundUp(weight.Rows * pixels, Lanes);
        var packed = new int[2 * padded];
        for (var n = 0; n < weight.Rows; n++)
        {
            var sum = (long)weight.Sum(n);
            var plain = (long)Math.Round(bias[n] / ((double)grid.Scale * scales[n])) - ((long)grid.ZeroPoint * weight.WholeSum(n));
            var offset = plain + (Offset * sum);
            AccumulatorLimits.Require(weight, n, plain, ActivationGrid.Max);
            AccumulatorLimits.Require(weight, n, offset, Offset);
            for (var i = n; i < weight.Rows * pixels; i += weight.Rows) (packed[i], packed[padded + i]) = ((int)plain, (int)offset);
        }

        return LittleEndian.Bytes(packed);
    }
}
