using CompressDsl.Core;
using CompressDsl.Training;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>Networks that were compiled with a wrong weight.</summary>
internal static class WrongWeights
{
    /// <summary>The self-test fails for every layer when its largest weight has the other sign.</summary>
    public static void Fail(TrainingNetwork trained, string path, Func<Checkpoint, IModel> compile, (IDataset Data, ITestOutputHelper Log) on)
    {
        var checkpoint = Checkpoint.Load(path);
        using var network = new TrainedNetwork(trained, checkpoint);
        // Matrices: of rank 2 and more.
        foreach (var layer in checkpoint.Tensors.Where(t => t.Name.EndsWith(".weight", StringComparison.Ordinal) && t.Shape.Count > 1))
        {
            var result = network.SelfTest(compile(checkpoint.With(WrongSign.Of(layer))), on.Data);
            on.Log.WriteLine($"{layer.Name}: {result}");
            Assert.False(result.Passed, layer.Name);
        }
    }
}
