namespace CompressDsl.Core;

/// <summary>
/// <c>dot-scale weight= activation= [pixels=] [output=]</c>: N16 floats that bring an integer sum back: <c>sa * sw</c> to a float, or
/// <c>sa * sw / so</c> to the grid of the next activation; computed in double, rounded once.
/// </summary>
internal sealed class DotScalePacker : SectionPacker
{
    public override string Kind => "dot-scale";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        double input = context.Grid(section.Get("activation")).Scale;
        double output = section.Find("output") is { } point ? context.Grid(point).Scale : 1;
        var weight = WeightOf(section, context);
        var scales = weight.NeedScales().Select(s => (float)(input * s / output)).ToArray();
        return PackedSection.OfScales(Padded([.. Enumerable.Repeat(scales, Number(section, Pixels)).SelectMany(s => s)]), weight);
    }
}
