namespace CompressDsl.Samples;

/// <summary>A network as it was before compression.</summary>
internal sealed class FloatModel(ModelSignature signature, FloatInference infer) : IModel
{
    /// <inheritdoc/>
    public ModelSignature Signature => signature;

    /// <inheritdoc/>
    public void Infer(ModelInput input, Span<float> output) => infer(input.Floats, output);
}
