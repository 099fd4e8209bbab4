using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Shares of N:M and of channels that differ by layer: by shape, and by sensitivity.</summary>
public sealed class LayerDistributionTests(ITestOutputHelper output)
{
    private static readonly (string Key, int Rows, int Columns)[] Layers = [("large", 96, 400), ("middle", 64, 96), ("small", 10, 64)];

    [Theory]
    [InlineData(PruneScope.ErdosRenyi, 2, 4)]
    [InlineData(PruneScope.ErdosRenyi, 3, 4)]
    [InlineData(PruneScope.ErdosRenyi, 3, 16)]
    [InlineData(PruneScope.Sensitivity, 2, 4)]
    [InlineData(PruneScope.Sensitivity, 4, 16)]
    public void Every_layer_has_an_n_of_its_own_and_all_together_the_share(PruneScope scope, int n, int m)
    {
        var random = Seeded.Random(output);
        var layers = Layers.Select((l, i) => Grouped(random, l, scope, (n, m)) with { Sensitivity = Math.Pow(100, i) }).ToArray();

        var masks = WeightPruning.ModelMasks(layers);

        var kept = layers.Select(l => KeptOf(l, masks[l.Weight.Key], m)).ToArray();
        output.WriteLine(string.Join(" ", kept.Select((k, i) => $"{Layers[i].Key} {k}:{m}")));
        Assert.All(kept, k => Assert.InRange(k, 1, m));
        Assert.True(kept[0] <= kept[1] && kept[1] <= kept[2] && kept[0] < kept[2]);
        // The smaller layers make up for what the largest one is rounded by, as far as they can.
        var ideal = scope == PruneScope.ErdosRenyi
            ? LayerShares.ErdosRenyi(layers.Select(l => l.Weight).ToArray(), layers[0].Weight.Sparsity, 1.0 / m)
            : LayerShares.Sensitivity(layers, layers[0].Weight.Sparsity, 1.0 / m);
        for (var i = 0; i < layers.Length; i++) Assert.InRange(m * (1 - ideal[i]) - kept[i], -1.001, 1.001);
        var all = layers.Sum(l => l.Values.Length);
        Assert.Equal(layers[0].Weight.Sparsity, masks.Values.Sum(mask => mask.Count(v => v == 0)) / (double)all, 0.5 / m);
    }

    [Fact]
    public void Layers_of_one_shape_have_the_n_that_is_written_and_a_floor_is_kept()
    {
        var random = Seeded.Random(output);
        PruneTarget Of(string key, PruneScope scope, double sensitivity, double floor = 0) =>
            Grouped(random, (key, 32, 64), scope, (2, 8), floor) with { Sensitivity = sensitivity };
        PruneTarget[] same = [Of("a", PruneScope.ErdosRenyi, 0), Of("b", PruneScope.ErdosRenyi, 0)];
        Assert.All(WeightPruning.ModelMasks(same), mask => Assert.Equal(2, KeptOf(same[0], mask.Value, 8)));

        PruneTarget[] floored = [Of("a", PruneScope.Sensitivity, 1, 0.125), Of("b", PruneScope.Sensitivity, 1e6, 0.125)];
        var masks = WeightPruning.ModelMasks(floored);
        Assert.Equal((1, 3), (KeptOf(floored[0], masks["a"], 8), KeptOf(floored[1], masks["b"], 8)));
    }

    [Fact]
    public void Channels_by_shape_are_as_near_to_the_formula_as_whole_ones_come()
    {
        var random = Seeded.Random(output);
        PruneTarget[] targets = [Channels(random, "a", 96, 400), Channels(random, "b", 64, 96), Channels(random, "c", 40, 30), Channels(random, "d", 8, 16)];

        var kept = KeptOf(targets, ChannelPruning.Masks(targets));

        output.WriteLine(string.Join(" ", kept));
        Assert.Equal(208 - (int)Math.Round(0.6 * 208), kept.Values.Sum());
        Assert.Equal(kept, Ideal(targets, kept.Values.Sum()));
        Assert.True(kept["a"] / 96.0 < kept["b"] / 64.0 && kept["b"] / 64.0 < kept["c"] / 40.0 && kept["d"] == 8);
        var recipe = new Recipe("M", new EquatableArray<WeightRecipe>(targets.Select(t => t.Weight)), [], [], []);
        Assert.Equal(kept, ChannelCounts.OfShapes(recipe));
    }

    [Theory]
    [InlineData(PruneScope.ErdosRenyi)]
    [InlineData(PruneScope.Sensitivity)]
    public void Channels_that_are_gone_stay_away_while_the_share_grows(PruneScope scope)
    {
        var random = Seeded.Random(output);
        PruneTarget[] targets = [Channels(random, "a", 30, 70, scope), Channels(random, "b", 20, 30, scope), Channels(random, "c", 11, 9, scope)];
        var before = ChannelPruning.Masks(targets, _ => 0);
        for (var step = 1; step <= 20; step++)
        {
            targets = [.. targets.Select(t => t with { Values = random.Floats(t.Values.Length), Sensitivity = random.NextDouble(), Mask = before[t.Weight.Key] })];
            var now = ChannelPruning.Masks(targets, _ => step / 20.0);
            Assert.Equal(61 - (int)Math.Round(0.6 * step / 20.0 * 61), KeptOf(targets, now).Values.Sum());
            Assert.All(now, mask => Assert.All(mask.Value.Zip(before[mask.Key]), pair => Assert.True(pair.First <= pair.Second)));
            before = now;
        }
    }

    [Fact]
    public void Channels_by_sensitivity_go_where_they_cost_least_and_the_criterion_says_which()
    {
        var random = Seeded.Random(output);
        PruneTarget[] targets =
        [
            Channels(random, "robust", 20, 30, PruneScope.Sensitivity) with { Sensitivity = 0.01 },
            Channels(random, "fragile", 20, 30, PruneScope.Sensitivity) with { Sensitivity = 1 },
            // Of one group: a channel costs what it costs in both layers.
            Channels(random, "sum1", 10, 30, PruneScope.Sensitivity, "sum") with { Sensitivity = 0.1 },
            Channels(random, "sum2", 10, 30, PruneScope.Sensitivity, "sum") with { Sensitivity = 0.2 },
        ];
        double[] CostsOf(PruneTarget t) => [.. t.Values.Chunk(30).Select(row => row.Sum(v => (double)v * v * t.Sensitivity!.Value))];
        var sum = CostsOf(targets[2]).Zip(CostsOf(targets[3]), (a, b) => a + b);
        var costs = CostsOf(targets[0]).Select(c => (Key: "robust", Cost: c)).Concat(CostsOf(targets[1]).Select(c => (Key: "fragile", Cost: c)))
            .Concat(sum.Select(c => (Key: "sum1", Cost: c))).OrderBy(c => c.Cost);
        var expected = new Dictionary<string, int> { ["robust"] = 20, ["fragile"] = 20, ["sum1"] = 10 };
        foreach (var (key, _) in costs)
            if (expected[key] > 1 && expected.Values.Sum() > 20) expected[key]--;

        var masks = ChannelPruning.Masks(targets);

        var kept = KeptOf(targets, masks);
        Assert.Equal(masks["sum1"], masks["sum2"]);
        Assert.All(expected, e => Assert.Equal(e.Value, kept[e.Key]));
        Assert.True(kept["robust"] < kept["fragile"]);
        var smallest = targets[1].Values.Chunk(30).Select((row, i) => (Sum: row.Sum(Math.Abs), Row: i)).OrderBy(r => r.Sum).Take(20 - kept["fragile"]).Select(r => r.Row);
        Assert.All(smallest, row => Assert.Equal(0, masks["fragile"][row * 30]));
        var floored = targets.Select(t => t with { Weight = t.Weight.PrunedBy(new PruneDetails(Floor: 0.25)) });
        Assert.Equal(5, KeptOf(targets, ChannelPruning.Masks(floored))["robust"]);
    }

    /// <summary>The definition, slowly: the factor to the densities with which whole channels, rounded to nearest, are as many as stay.</summary>
    private static Dictionary<string, int> Ideal(PruneTarget[] targets, int stay)
    {
        for (var factor = 0.0; ; factor += 0.01)
        {
            var kept = targets.ToDictionary(t => t.Weight.Key, t =>
            {
                var (rows, columns) = (t.Weight.Shape[0], t.Weight.Shape[1]);
                var density = Math.Min(1, factor * (rows + columns) / ((double)rows * columns));
                return Math.Max(1, (int)Math.Round(rows * density));
            });
            if (kept.Values.Sum() >= stay) return kept;
        }
    }

    private static PruneTarget Grouped(Random random, (string Key, int Rows, int Columns) layer, PruneScope scope, (int N, int M) pattern, double floor = 0)
    {
        var details = new PruneDetails(pattern.N, pattern.M, Floor: floor);
        var weight = new WeightRecipe(layer.Key, [layer.Rows, layer.Columns], WeightKind.Matrix, 8, details.Share, PrunePattern.NM, scope).PrunedBy(details);
        return new PruneTarget(weight, random.Floats(layer.Rows * layer.Columns));
    }

    private static PruneTarget Channels(Random random, string key, int rows, int columns, PruneScope scope = PruneScope.ErdosRenyi, string? group = null)
    {
        var weight = new WeightRecipe(key, [rows, columns], WeightKind.Matrix, 8, 0.6, PrunePattern.Channels, scope).Without(new ChannelAxis(group ?? key, rows, rows, Competes: true), null);
        return new PruneTarget(weight, random.Floats(rows * columns));
    }

    private static Dictionary<string, int> KeptOf(PruneTarget[] targets, IReadOnlyDictionary<string, byte[]> masks) =>
        targets.ToDictionary(t => t.Weight.Key, t => masks[t.Weight.Key].Chunk(t.Weight.Columns).Count(row => row[0] == 1));

    /// <summary>Weights that stay of every whole group of a layer: of all the same number.</summary>
    private static int KeptOf(PruneTarget layer, byte[] mask, int m)
    {
        var groups = mask.Chunk(layer.Weight.Columns).SelectMany(row => row.Chunk(m)).Where(g => g.Length == m).Select(g => g.Count(v => v == 1)).Distinct();
        return Assert.Single(groups);
    }
}
