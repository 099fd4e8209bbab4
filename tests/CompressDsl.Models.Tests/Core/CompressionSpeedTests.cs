using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Runs alone: processor time of the process is measured.</summary>
[Collection(nameof(CompressionSpeedTests))]
[CollectionDefinition(nameof(CompressionSpeedTests), DisableParallelization = true)]
public sealed class CompressionSpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void Compressing_2_4_million_parameters_takes_well_below_a_second()
    {
        int[] widths = [784, 1200, 1200, 10];
        var random = Seeded.Random(output);
        var weights = new List<WeightRecipe>();
        var tensors = new List<CheckpointTensor>();
        var sections = new List<Section>();
        for (var i = 0; i < 3; i++)
        {
            weights.Add(new WeightRecipe($"{i}.weight", [widths[i + 1], widths[i]], WeightKind.Matrix, 8, 0.8, PrunePattern.Block16x4));
            tensors.Add(CheckpointTensor.Of($"{i}.weight", [widths[i + 1], widths[i]], random.Floats(widths[i] * widths[i + 1])));
            sections.Add(TinyModel.Section($"W{i}", i == 1 ? "int8-dot" : "int8-blocks", ("weight", $"{i}.weight"), ("tile", "4")));
        }

        var recipe = new Recipe("Big", new EquatableArray<WeightRecipe>(weights), default, new EquatableArray<Section>(sections), default);
        var bytes = new Checkpoint(tensors).ToBytes();
        var spent = Enumerable.Range(0, 5).Min(_ => Measure(() => Compressor.Compress(recipe, Checkpoint.Read(bytes))));
        output.WriteLine($"{spent:F0} ms of processor time");
        Assert.True(spent < 1000, $"{spent:F0} ms");
    }

    private static double Measure(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }
}
