using CompressDsl.Core;

namespace CompressDsl.Generator.Weights;

/// <summary>Weight text to tensors.</summary>
internal static class WeightsDecoder
{
    /// <exception cref="CheckpointException">The text, or the checkpoint in it, is damaged.</exception>
    public static Checkpoint Decode(ModelWeights weights)
    {
        using var reader = new SourceTextReader(weights.Text);
        return Checkpoint.Read(WeightText.Read(reader));
    }
}
