namespace CompressDsl.Training.Tests.Analysis;

/// <summary>A compiled network that takes no times of its kernels.</summary>
/// <param name="inner">Answers.</param>
internal sealed class Untimed(IModel inner) : IModel
{
    public ModelSignature Signature => inner.Signature;

    public void Infer(ModelInput input, Span<float> output) => inner.Infer(input, output);
}
