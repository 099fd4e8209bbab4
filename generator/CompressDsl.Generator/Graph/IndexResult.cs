namespace CompressDsl.Generator.Graph;

/// <summary>A result of Forward that is the place of an output's largest value along an axis, not the output itself.</summary>
/// <param name="Output">Number of the output in <see cref="ModelGraph.Outputs"/>.</param>
/// <param name="Type">Type of the indices.</param>
/// <param name="Axis">Number of values that are compared.</param>
/// <param name="Inner">Values from one that is compared to the next.</param>
internal sealed record IndexResult(int Output, TensorType Type, int Axis, int Inner);
