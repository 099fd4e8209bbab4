using CompressDsl.Core;
using CompressDsl.Training;

namespace FirstSteps;

/// <summary>Half of a 10-20-1 network's weights become zero, by magnitude over all layers together, and come back.</summary>
internal static class Pruning
{
    public static bool Run(TextWriter to)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            var parameters = new NetworkParameters(Pruned.CreateTrainingNetwork().Plan);
            parameters.Start(seed: 7);
            var dense = Weights(parameters.ToCheckpoint());

            // The mask goes beside the weights; nothing is lost.
            parameters.Prune(share: 1);
            parameters.ToCheckpoint().Save(path);
            var zeros = Zeros(Checkpoint.Load(path));
            to.WriteLine($"pruned    {zeros} of {dense.Length} weights are zero");

            Pruned.Unprune(path);
            var restored = Weights(Checkpoint.Load(path));
            to.WriteLine($"restored  {restored.Count(w => w == 0)} of {restored.Length} weights are zero");
            return zeros == dense.Length / 2 && restored.SequenceEqual(dense);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Weights(Checkpoint checkpoint) => [.. checkpoint["hidden.weight"].ToFloats(), .. checkpoint["output.weight"].ToFloats()];

    private static int Zeros(Checkpoint checkpoint) =>
        new[] { "hidden.weight.mask", "output.weight.mask" }.Sum(key => checkpoint[key].Bytes.Count(kept => kept == 0));
}
