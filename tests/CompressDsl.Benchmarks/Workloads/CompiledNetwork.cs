using CompressDsl.Runtime.V1;

namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A session of a generated model, whatever its type.</summary>
/// <param name="Model">The session.</param>
/// <param name="Int8">The compressed network.</param>
/// <param name="Float">The uncompressed network.</param>
/// <param name="ForTier">The compressed network on another instruction set.</param>
internal sealed record CompiledNetwork(IModel Model, Infer Int8, Infer Float, Func<LaneTier, Infer> ForTier);
