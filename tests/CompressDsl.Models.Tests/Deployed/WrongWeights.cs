using CompressDsl.Core;
using CompressDsl.Training;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>Networks that were compiled with a wrong weight.</summary>
internal static class WrongWeights
{
    private const int Tries = 20;

    /// <summary>The self-test fails for every layer when its largest weight, of those that are in the network, has the other sign.</summary>
    public static void Fail(TrainingNetwork trained, string path, Func<Checkpoint, IModel> compile, (IDataset Data, ITestOutputHelper Log) on)
    {
        var checkpoint = Checkpoint.Load(path);
        using var network = new TrainedNetwork(trained, checkpoint);
        var right = ModelRun.Outputs(compile(checkpoint), on.Data);
        // Matrices: of rank 2 and more.
        foreach (var layer in checkpoint.Tensors.Where(t => t.Name.EndsWith(".weight", StringComparison.Ordinal) && t.Shape.Count > 1))
        {
            // What belonged to channels that are gone is in the checkpoint, and changes no output.
            var wrong = Enumerable.Range(0, Tries).Select(rank => compile(checkpoint.With(WrongSign.Of(layer, rank))))
                .First(model => !ModelRun.Outputs(model, on.Data).SequenceEqual(right));
            var result = network.SelfTest(wrong, on.Data);
            on.Log.WriteLine($"{layer.Name}: {result}");
            Assert.False(result.Passed, layer.Name);
        }
    }
}
