namespace CompressDsl;

/// <summary>One sample for a model, whatever its inputs are called.</summary>
/// <param name="floats">All float inputs, one behind the other.</param>
/// <param name="tokens">The token ids, if the model takes any (one token input per model is supported here).</param>
public readonly ref struct ModelInput(ReadOnlySpan<float> floats, ReadOnlySpan<int> tokens)
{
    /// <summary>All float inputs, one behind the other.</summary>
    public ReadOnlySpan<float> Floats { get; } = floats;

    /// <summary>The token ids.</summary>
    public ReadOnlySpan<int> Tokens { get; } = tokens;

    /// <summary>A sample of floats.</summary>
    public static implicit operator ModelInput(ReadOnlySpan<float> floats) => new(floats, default);

    /// <summary>A sample of token ids.</summary>
    public static implicit operator ModelInput(ReadOnlySpan<int> tokens) => new(default, tokens);
}
