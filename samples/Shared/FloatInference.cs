namespace CompressDsl.Samples;

/// <summary>A session's <c>InferFloat</c>.</summary>
internal delegate void FloatInference(ReadOnlySpan<float> input, Span<float> output);
