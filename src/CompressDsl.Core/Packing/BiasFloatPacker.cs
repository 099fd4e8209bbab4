namespace CompressDsl.Core;

/// <summary><c>bias-float weight= [bias=]</c>: N16 floats after batch-norm folding; zeros where there is neither bias nor norm.</summary>
internal sealed class BiasFloatPacker : SectionPacker
{
    public override string Kind => "bias-float";

    public override PackedSection Pack(Section section, CompressionContext context) =>
        Padded(context.Bias(WeightOf(section, context).Recipe, section.Find("bias")));
}
