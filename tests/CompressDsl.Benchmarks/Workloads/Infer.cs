namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A compiled network: one sample in, one answer out.</summary>
internal delegate void Infer(ReadOnlySpan<float> input, Span<float> output);
