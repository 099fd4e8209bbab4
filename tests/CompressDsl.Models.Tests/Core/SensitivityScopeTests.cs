using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Zeros that are distributed over layers by what they cost the loss.</summary>
public sealed class SensitivityScopeTests(ITestOutputHelper output)
{
    [Fact]
    public void Layers_lose_what_costs_least_and_the_whole_share_is_exact()
    {
        var random = Seeded.Random(output);
        for (var round = 0; round < 20; round++)
        {
            var layers = Enumerable.Range(0, 3).Select(i => Layer(random, $"w{i}", 5 + random.Next(40), Math.Pow(10, -random.Next(12)))).ToArray();
            var costs = layers.SelectMany((l, n) => l.Values.Select(v => (Layer: n, Cost: (double)v * v * l.Sensitivity!.Value))).OrderBy(c => c.Cost).ToArray();
            var goal = (int)Math.Round(0.7 * costs.Length);

            var masks = WeightPruning.ModelMasks(layers);

            for (var n = 0; n < layers.Length; n++) Assert.Equal(costs.Take(goal).Count(c => c.Layer == n), Zeros(masks[layers[n].Weight.Key]));
        }
    }

    [Theory]
    [InlineData(PruneCriterion.Random, PrunePattern.Unstructured)]
    [InlineData(PruneCriterion.Taylor, PrunePattern.Unstructured)]
    [InlineData(PruneCriterion.Wanda, PrunePattern.Unstructured)]
    [InlineData(PruneCriterion.L1, PrunePattern.Block16x4)]
    [InlineData(PruneCriterion.L1, PrunePattern.Rows)]
    public void How_much_goes_is_the_scopes_choice_and_what_goes_that_of_criterion_and_pattern(PruneCriterion criterion, PrunePattern pattern)
    {
        var random = Seeded.Random(output);
        PruneTarget[] layers =
            [Layer(random, "fragile", 64, 1, criterion, pattern), Layer(random, "robust", 64, 0.01, criterion, pattern), Layer(random, "middle", 32, 0.1, criterion, pattern)];

        var masks = WeightPruning.ModelMasks(layers);

        var shares = LayerShares.Sensitivity(layers, 0.7, 0);
        Assert.True(shares[0] < shares[2] && shares[2] < shares[1], string.Join(" ", shares));
        var all = layers.Sum(l => l.Values.Length);
        // Whole rows of 32 weights, or of each of them, are half a row off at most.
        Assert.Equal(0.7 * all, masks.Values.Sum(Zeros), (criterion, pattern) is (not PruneCriterion.Wanda, PrunePattern.Unstructured) ? 0.5 : 0.02 * all);
        foreach (var (layer, share) in layers.Zip(shares))
            Assert.Equal(WeightPruning.Mask(layer with { Weight = layer.Weight with { Scope = PruneScope.Layer } }, share), masks[layer.Weight.Key]);
    }

    [Fact]
    public void A_floor_stays_of_every_layer_and_the_others_bear_the_rest()
    {
        var random = Seeded.Random(output);
        PruneTarget Of(string key, double sensitivity) =>
            Layer(random, key, 40, sensitivity) is var layer ? layer with { Weight = layer.Weight.PrunedBy(new PruneDetails(Floor: 0.125)) } : layer;
        var masks = WeightPruning.ModelMasks([Of("dead", 0), Of("middle", 1), Of("large", 2)]);
        Assert.Equal(40 * 32 * 7 / 8, Zeros(masks["dead"]));
        Assert.Equal((int)Math.Round(0.7 * 3 * 40 * 32), masks.Values.Sum(Zeros));
    }

    [Fact]
    public void Without_data_layers_compete_by_magnitude_and_what_is_masked_stays_masked()
    {
        var random = Seeded.Random(output);
        PruneTarget[] layers = [Layer(random, "a", 20, null), Layer(random, "b", 30, null)];
        var masks = WeightPruning.ModelMasks(layers);
        var global = WeightPruning.ModelMasks(layers.Select(l => l with { Weight = l.Weight with { Scope = PruneScope.Global } }));
        Assert.All(layers, l => Assert.Equal(global[l.Weight.Key], masks[l.Weight.Key]));

        var moved = layers.Select((l, n) => l with { Values = random.Floats(l.Values.Length), Sensitivity = n, Mask = masks[l.Weight.Key] }).ToArray();
        var more = WeightPruning.ModelMasks(moved, _ => 0.8);
        Assert.Equal((int)Math.Round(0.8 * 50 * 32), more.Values.Sum(Zeros));
        foreach (var layer in layers) Assert.All(more[layer.Weight.Key].Zip(masks[layer.Weight.Key]), m => Assert.True(m.First <= m.Second));
    }

    private static PruneTarget Layer(
        Random random, string key, int rows, double? sensitivity, PruneCriterion criterion = PruneCriterion.L1, PrunePattern pattern = PrunePattern.Unstructured)
    {
        var weight = new WeightRecipe(key, [rows, 32], WeightKind.Matrix, 8, 0.7, pattern, PruneScope.Sensitivity).PrunedBy(new PruneDetails(Criterion: criterion));
        return new PruneTarget(weight, random.Floats(rows * 32), weight.Details.NeedsData ? [.. random.Floats(rows * 32).Select(Math.Abs)] : null) { Sensitivity = sensitivity };
    }

    private static int Zeros(byte[] mask) => mask.Count(m => m == 0);
}
