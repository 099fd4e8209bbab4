namespace CompressDsl;

/// <summary>
/// A network that answers for one sample: every generated <c>Session</c> is one, so that evaluators and teachers are generic.
/// </summary>
public interface IModel
{
    /// <summary>Names and shapes of inputs and outputs.</summary>
    ModelSignature Signature { get; }

    /// <summary>Runs the network on one sample.</summary>
    /// <param name="input">The sample, see <see cref="ModelInput"/>.</param>
    /// <param name="output">All outputs, one behind the other; <see cref="ModelSignature.OutputLength"/> floats.</param>
    /// <exception cref="ArgumentException">A length does not fit the signature.</exception>
    void Infer(ModelInput input, Span<float> output);
}
