using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Weights that share a few values.</summary>
public sealed class CodebookTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void Levels_are_centres_of_their_clusters(int bits)
    {
        var random = Seeded.Random(output);
        var weights = Enumerable.Range(0, 5000).Select(_ => (sbyte)Math.Clamp(40 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5), -127, 127)).ToArray();
        var levels = Codebook.Of(Codebook.Count(weights), bits);
        Assert.InRange(levels.Length, 3, 1 << bits);
        Assert.Contains((sbyte)0, levels);
        Assert.Equal(levels.Distinct().Order(), levels);
        var error = Error(weights, levels);
        output.WriteLine($"{bits} bits: {string.Join(' ', levels)}, error {error}");

        // Better than the even levels that it starts from, and every level the mean of what is nearest to it, but for rounding.
        var (low, high) = (weights.Min(), weights.Max());
        var even = Enumerable.Range(0, (1 << bits) - 1).Select(i => (sbyte)Math.Round(low + ((high - low) * i / ((1 << bits) - 2.0)))).Append((sbyte)0).Distinct().Order().ToArray();
        Assert.True(error <= Error(weights, even));
        var (counts, table) = (Codebook.Count(weights), Codebook.Table(levels));
        foreach (var cluster in Enumerable.Range(-127, Codebook.Places).GroupBy(q => table[q + 127]).Where(c => c.Key != 0))
        {
            int Of(int place) => place is < -127 or > 127 ? 0 : counts[place + 127];
            double count = cluster.Sum(Of);
            if (count == 0) continue;

            // Rounding a level may hand the outermost place of a cluster to its neighbour.
            int[] edges = [cluster.Min() - 1, cluster.Min(), cluster.Max(), cluster.Max() + 1];
            var allowed = 1 + edges.Sum(q => Of(q) * (Math.Abs(q - cluster.Key) + 0.5) / count);
            Assert.InRange(cluster.Sum(q => Of(q) * q) / count, cluster.Key - allowed, cluster.Key + allowed);
        }
    }

    [Fact]
    public void Few_values_are_kept_as_they_are()
    {
        sbyte[] weights = [-100, 3, 3, 50, 127, 127, 0];
        Assert.Equal([-100, 0, 3, 50, 127], Codebook.Of(Codebook.Count(weights), 3).Select(l => (int)l));
        Assert.Equal([0], Codebook.Of(new int[Codebook.Places], 2).Select(l => (int)l));
    }

    [Fact]
    public void The_nearest_level_is_chosen_and_of_two_the_smaller_one()
    {
        sbyte[] levels = [-20, 0, 10, 100];
        sbyte[] weights = [-127, -11, -10, -9, 4, 5, 6, 54, 55, 56, 127];
        Codebook.Apply(weights, levels);
        Assert.Equal([-20, -20, 0, 0, 0, 0, 10, 10, 10, 100, 100], weights.Select(w => (int)w));
    }

    [Theory]
    [InlineData(WeightKind.Matrix)]
    [InlineData(WeightKind.Table)]
    public void Weights_of_a_codebook_take_its_bits_and_stored_levels_are_used_verbatim(WeightKind kind)
    {
        var weight = new WeightRecipe("w", [64, 48], kind, 3).InCodebook(true);
        var section = kind == WeightKind.Table ? TinyModel.Section("S", "table-int8", ("weight", "w")) : TinyModel.Section("S", "int8-dot", ("weight", "w"), ("tile", "4"));
        var recipe = new Recipe("M", [weight], [], [section], [new LayerPlan("w", "Linear", ["w"], 1, "int8")]);
        var plain = new Checkpoint([CheckpointTensor.Of("w", weight.Shape, Seeded.Random(output).Floats(weight.Count))]);
        var model = Compressor.Compress(recipe, plain);
        var found = new CompressionContext(recipe, plain).Weight("w").NeedQuantized().Distinct().Order().ToArray();
        Assert.InRange(found.Length, 4, 8);
        Assert.Equal(4 + found.Length + (64 * 48 * 3 / 8), model.Layers[0].BytesAfter);
        Assert.Contains($"codebook of {found.Length} values", model.Layers[0].Note);
        Assert.Equal(model.Loaded, StoredModel.Expand(model.Bytes));

        Checkpoint Trained(params float[] levels) => plain.TrainedFor(recipe).With(CheckpointTensor.Of("w.codebook", [levels.Length], levels));
        Assert.Equal([-90, 0, 33, 120], new CompressionContext(recipe, Trained(-90, 0, 33, 120)).Weight("w").NeedQuantized().Distinct().Order().Select(q => (int)q));
        foreach (var wrong in new[] { new[] { 0f, 0.5f }, [1, 2], [0, -1], [0, 128], [-4, -3, -2, -1, 0, 1, 2, 3, 4], [] })
        {
            var error = Assert.Throws<CheckpointException>(() => Compressor.Compress(recipe, Trained(wrong)));
            Assert.Equal((CheckpointProblem.Value, "w.codebook"), (error.Problem, error.Tensor));
        }
    }

    private static double Error(sbyte[] weights, sbyte[] levels)
    {
        var shared = (sbyte[])weights.Clone();
        Codebook.Apply(shared, levels);
        return weights.Zip(shared, (a, b) => Math.Pow(a - b, 2)).Sum();
    }
}
