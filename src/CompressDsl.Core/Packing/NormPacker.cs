namespace CompressDsl.Core;

/// <summary>
/// <c>norm-scale norm= epsilon=</c> and <c>norm-shift norm= epsilon=</c>: N16 floats of a batch norm that is not folded, as
/// y = x * scale + shift.
/// </summary>
internal sealed class NormPacker(string kind, Func<BatchNormFold, double[]> part) : SectionPacker
{
    public override string Kind => kind;

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var epsilon = InvariantText.TryParse(section.Get("epsilon"), out double value) && value >= 0
            ? value
            : throw new FormatException($"Section '{section.Name}': epsilon={section.Get("epsilon")} is not a positive number.");
        return Padded(part(context.Norm(section.Get("norm"), epsilon)).Select(v => (float)v).ToArray());
    }
}
