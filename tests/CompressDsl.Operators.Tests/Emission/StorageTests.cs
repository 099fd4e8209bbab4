using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>A network whose weights lie entropy-coded in the assembly is the same network.</summary>
public sealed class StorageTests(ITestOutputHelper log)
{
    [Fact]
    public void A_small_network_answers_bit_for_bit_as_the_fast_one_and_reports_what_is_in_memory()
    {
        var random = new Random(Seeds.Next(log));
        var compressions = new[]
        {
            Compression.None, new Compression(8, Sparsity: 0.9), new Compression(2), new Compression(8, Sparsity: 0.8, Pattern: PrunePattern.Block16x4),
            new Compression(8, QuantizationMode.Dynamic, 0.75, PrunePattern.NM) { Details = new PruneDetails(1, 4) },
            new Compression(4) { Grid = new() { IsAsymmetric = true, GroupSize = 32 } }, new Compression(8) { Grid = new() { IsAsymmetric = true } },
        };
        var models = compressions.Select(c => MultilayerTests.Ready(MultilayerTests.Mlp(c, 120, 200, 70, 9), random)).Select(m => (m.Graph, (Checkpoint?)m.Checkpoint)).ToList();
        var (fast, small) = (CompiledNetwork.Many(models), CompiledNetwork.Many(models, storage: StorageMode.Small));
        var input = RandomWeights.Floats(random, 120);
        for (var i = 0; i < models.Count; i++)
        {
            var (expected, actual) = (new float[9], new float[9]);
            fast[i].Default.Infer(input.AsSpan(), expected);
            small[i].Default.Infer(input.AsSpan(), actual);
            Assert.Equal(expected, actual);
            var (before, after) = (Report(fast[i].Default), Report(small[i].Default));
            log.WriteLine(after.Summary);
            Assert.Equal(before.BytesLoaded, after.BytesLoaded);
            Assert.True(after.BytesAfter < (i is 1 or 4 ? 0.5 : 1) * before.BytesAfter, $"{before.Summary}; {after.Summary}");
            Assert.True(after.Layers.Sum(l => l.BytesAfter) < after.BytesAfter && after.Layers.All(l => l.BytesAfter > 0), after.ToString());
            Assert.Contains(after.BytesLoaded.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " in memory", after.Summary);
        }

        var weights = small[1].Compiled.Files.Single(f => f.HintName.EndsWith(".Weights.g.cs", StringComparison.Ordinal)).Text;
        Assert.Contains("bytes, entropy-coded, sections as the recipe lists them.", weights);
        Assert.Contains(" in memory, ", small[1].Compiled.Files.Single(f => f.HintName.EndsWith(".Report.g.cs", StringComparison.Ordinal)).Text);
    }

    private static ModelReport Report(IModel model) => (ModelReport)model.GetType().GetProperty("Report")!.GetValue(model)!;
}
