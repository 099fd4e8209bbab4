using CompressDsl.Core;

namespace CompressDsl;

/// <summary>Names and shapes of a model's inputs and outputs.</summary>
/// <param name="Model">Full type name.</param>
/// <param name="Inputs">In the order of Forward's parameters.</param>
/// <param name="Outputs">In the order of Forward's results.</param>
public sealed record ModelSignature(string Model, EquatableArray<Port> Inputs, EquatableArray<Port> Outputs)
{
    /// <summary>Floats of all float inputs together.</summary>
    public int FloatLength => Inputs.Where(p => !p.IsTokens).Sum(p => p.Length);

    /// <summary>Largest number of token ids, 0 when the model takes none.</summary>
    public int MaxTokens => Inputs.Where(p => p.IsTokens).Sum(p => p.Length);

    /// <summary>Floats of all outputs together.</summary>
    public int OutputLength => Outputs.Sum(p => p.Length);
}
