using CompressDsl.Benchmarks.Networks;

namespace CompressDsl.Benchmarks.Peers;

/// <summary>A network to compare.</summary>
/// <param name="Name">Name of the rows, without <c>-int8</c> or <c>-float</c>.</param>
/// <param name="Network">Its weights.</param>
/// <param name="Compile">Loads the compiled model from a checkpoint: first as int8, then as float.</param>
internal sealed record Workload(string Name, DenseNetwork Network, Func<string, (Infer Int8, Infer Float)> Compile);
