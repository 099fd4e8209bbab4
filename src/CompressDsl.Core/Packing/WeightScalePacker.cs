namespace CompressDsl.Core;

/// <summary><c>weight-scale weight=</c>: N16 floats, the scale of each channel; zero padded.</summary>
internal sealed class WeightScalePacker : SectionPacker
{
    public override string Kind => "weight-scale";

    public override PackedSection Pack(Section section, CompressionContext context) =>
        PackedSection.OfScales(Padded(WeightOf(section, context).NeedScales()), WeightOf(section, context));
}
