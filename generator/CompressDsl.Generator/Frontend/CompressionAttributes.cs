using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Frontend;

/// <summary>The compression attributes of one class or field; null where there is none.</summary>
internal sealed record CompressionAttributes(Quantization? Quantize, Pruning? Prune)
{
    public static readonly CompressionAttributes None = new(null, null);

    public CompressionAttributes OverriddenBy(CompressionAttributes inner) => new(inner.Quantize ?? Quantize, inner.Prune ?? Prune);

    public Compression ToCompression()
    {
        var result = Compression.None;
        if (Quantize is not null) result = result with { Bits = Quantize.Bits, Mode = Quantize.EffectiveMode, Grid = Quantize.Grid, ActivationBits = Quantize.ActivationBits };
        if (Prune is null) return result;
        return result with
        {
            Sparsity = Prune.Sparsity, Pattern = Prune.Pattern, Scope = Prune.Scope, Details = Prune.Details, ChannelsCompete = Prune.ChannelsCompete,
        };
    }
}
