using CompressDsl.Benchmarks.Models;

namespace CompressDsl.Benchmarks.Workloads;

/// <summary>The networks that are compared with a peer and over instruction sets.</summary>
internal static class DenseWorkloads
{
    /// <summary>Smallest first.</summary>
    public static Workload[] All { get; } =
    [
        new("mlp-64-32-10", new DenseNetwork(["fc1", "fc2"], 64, 32, 10), file =>
        {
            var session = Mlp.Load(file);
            return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
        }),
        new("lenet-300-100", new DenseNetwork(["fc1", "fc2", "fc3"], 784, 300, 100, 10), file =>
        {
            var session = Lenet300.Load(file);
            return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
        }),
        new("autoencoder", new DenseNetwork(LayerKeys(10), 640, 128, 128, 128, 128, 8, 128, 128, 128, 128, 640), file =>
        {
            var session = Autoencoder.Load(file);
            return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
        }),
    ];

    private static string[] LayerKeys(int count) => [.. Enumerable.Range(0, count).Select(i => $"layers.{i}")];
}
