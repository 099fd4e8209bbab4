namespace CompressDsl.Core;

/// <summary><c>float-vector key=</c>: N16 floats of a bias, gain, shift or statistic, zero padded.</summary>
internal sealed class FloatVectorPacker : SectionPacker
{
    public override string Kind => "float-vector";

    public override PackedSection Pack(Section section, CompressionContext context) => Padded(context.Vector(section.Get("key")));
}
