using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>By what weights are ranked, and how zeros are distributed over layers.</summary>
public sealed class PruneCriterionTests(ITestOutputHelper output)
{
    public static TheoryData<PruneCriterion, PrunePattern> CriteriaAndPatterns
    {
        get
        {
            var all = new TheoryData<PruneCriterion, PrunePattern>();
            foreach (var criterion in Enum.GetValues<PruneCriterion>())
            {
                foreach (var pattern in Enum.GetValues<PrunePattern>()) all.Add(criterion, pattern);
            }

            return all;
        }
    }

    /// <summary>Ranks by the definition of the criterion, unit by unit of the pattern.</summary>
    [Theory]
    [MemberData(nameof(CriteriaAndPatterns))]
    public void What_goes_has_the_smallest_scores(PruneCriterion criterion, PrunePattern pattern)
    {
        var random = Seeded.Random(output);
        const int Rows = 32, Columns = 24;
        var details = new PruneDetails(pattern == PrunePattern.NM ? 2 : 0, pattern == PrunePattern.NM ? 4 : 0, criterion);
        var recipe = new WeightRecipe("w", [Rows, Columns], WeightKind.Matrix, 8, 0.5, pattern).PrunedBy(details);
        if (pattern == PrunePattern.Channels) recipe = recipe.Without(new ChannelAxis("w", Rows, Rows / 2), null);
        var (values, measured) = (random.Floats(Rows * Columns), random.Floats(Rows * Columns));
        if (criterion is PruneCriterion.Taylor or PruneCriterion.Wanda) measured = [.. measured.Select(Math.Abs)];
        var target = new PruneTarget(recipe, values, details.NeedsData ? measured : null);
        var mask = pattern == PrunePattern.Channels ? ChannelPruning.Masks([target])["w"] : WeightPruning.ModelMasks([target])["w"];

        Assert.Equal(Rows * Columns / 2, Zeros(mask));
        var units = Enumerable.Range(0, mask.Length).GroupBy(i => UnitOf(i, Columns, pattern)).ToArray();
        Assert.All(units, u => Assert.Single(u.Select(i => mask[i]).Distinct()));
        if (criterion == PruneCriterion.Random) return;
        double Score(IEnumerable<int> unit) => unit.Sum(i => criterion switch
        {
            PruneCriterion.L2 => (double)values[i] * values[i],
            PruneCriterion.Taylor or PruneCriterion.Movement => measured[i],
            PruneCriterion.Wanda => Math.Abs(values[i] * measured[i]),
            _ => Math.Abs(values[i]),
        });
        var together = units.GroupBy(u => pattern == PrunePattern.NM ? u.First() / 4 : pattern == PrunePattern.Unstructured && criterion == PruneCriterion.Wanda ? u.First() / Columns : 0);
        foreach (var group in together)
            Assert.True(group.Where(u => mask[u.First()] == 0).Max(Score) <= group.Where(u => mask[u.First()] == 1).Min(Score));
    }

    [Theory]
    [MemberData(nameof(CriteriaAndPatterns))]
    public void What_is_masked_stays_masked(PruneCriterion criterion, PrunePattern pattern)
    {
        var random = Seeded.Random(output);
        var details = new PruneDetails(pattern == PrunePattern.NM ? 1 : 0, pattern == PrunePattern.NM ? 4 : 0, criterion);
        var recipe = new WeightRecipe("w", [32, 24], WeightKind.Matrix, 8, 0.75, pattern).PrunedBy(details);
        if (pattern == PrunePattern.Channels) recipe = recipe.Without(new ChannelAxis("w", 32, 8), null);
        byte[] Masks(PruneTarget target, double share) =>
            pattern == PrunePattern.Channels ? ChannelPruning.Masks([target], _ => share)["w"] : WeightPruning.ModelMasks([target], w => w.Sparsity * share)["w"];
        PruneTarget Moved() => new(recipe, random.Floats(32 * 24), details.NeedsData ? random.Floats(32 * 24) : null);
        var first = Masks(Moved(), 1 / 3.0);
        var second = Masks(Moved() with { Mask = first }, 1);
        Assert.Equal((32 * 24 / 4, 32 * 24 * 3 / 4), (Zeros(first), Zeros(second)));
        Assert.All(Enumerable.Range(0, first.Length), i => Assert.True(second[i] <= first[i]));
    }

    [Fact]
    public void Chance_is_the_same_every_time_and_has_no_favourites()
    {
        WeightRecipe Of(string key) => new WeightRecipe(key, [100, 100], WeightKind.Matrix, 8, 0.5).PrunedBy(new PruneDetails(Criterion: PruneCriterion.Random));
        var values = Seeded.Random(output).Floats(10_000);
        var masks = WeightPruning.ModelMasks([new(Of("a"), values), new(Of("b"), values)]);
        Assert.Equal(masks["a"], WeightPruning.ModelMasks([new(Of("a"), new float[10_000]), new(Of("b"), values)])["a"]);
        Assert.InRange(Zeros(masks["a"]), 4700, 5300);
        Assert.InRange(masks["a"].Zip(masks["b"]).Count(m => m.First == m.Second), 4700, 5300);
        Assert.All(Enumerable.Range(0, 10), part => Assert.InRange(masks["a"].Skip(1000 * part).Take(1000).Count(m => m == 0), 400, 600));
    }

    [Fact]
    public void A_criterion_without_data_takes_the_smallest()
    {
        var values = Seeded.Random(output).Floats(100);
        byte[] Of(PruneCriterion criterion) => WeightPruning.ModelMasks(
            [new(new WeightRecipe("w", [10, 10], WeightKind.Matrix, 8, 0.3).PrunedBy(new PruneDetails(Criterion: criterion)), values)])["w"];
        Assert.All([PruneCriterion.Taylor, PruneCriterion.Movement, PruneCriterion.Wanda, PruneCriterion.L2], c => Assert.Equal(Of(PruneCriterion.L1), Of(c)));
    }

    [Theory]
    [InlineData(PrunePattern.Unstructured)]
    [InlineData(PrunePattern.Block16x4)]
    [InlineData(PrunePattern.Rows)]
    public void A_floor_keeps_so_much_of_every_layer_and_the_others_bear_the_rest(PrunePattern pattern)
    {
        var random = Seeded.Random(output);
        PruneTarget Of(string key, float size, double floor) => new(
            new WeightRecipe(key, [64, 32], WeightKind.Matrix, 8, 0.75, pattern).PrunedBy(new PruneDetails(Floor: floor)),
            [.. random.Floats(64 * 32).Select(v => v * size)]);
        var free = WeightPruning.ModelMasks([Of("small", 1e-3f, 0), Of("middle", 1, 0), Of("large", 1, 0)]);
        Assert.Equal(64 * 32, Zeros(free["small"]));
        var masks = WeightPruning.ModelMasks([Of("small", 1e-3f, 0.125), Of("middle", 1, 0.125), Of("large", 1, 0.125)]);
        Assert.Equal(64 * 32 * 7 / 8, Zeros(masks["small"]));
        Assert.Equal(64 * 32 * 3 * 3 / 4, masks.Values.Sum(Zeros));
        Assert.All(masks.Values, m => Assert.True(Zeros(m) <= 64 * 32 * 7 / 8));
    }

    [Fact]
    public void A_layer_of_one_block_is_not_emptied_by_a_floor()
    {
        PruneTarget Of(string key, int rows, float size) => new(
            new WeightRecipe(key, [rows, 4], WeightKind.Matrix, 8, 0.5, PrunePattern.Block16x4).PrunedBy(new PruneDetails(Floor: 0.1)),
            Enumerable.Repeat(size, rows * 4).ToArray());
        var masks = WeightPruning.ModelMasks([Of("one", 16, 1e-3f), Of("many", 160, 1)]);
        Assert.Equal((0, 5 * 64), (Zeros(masks["one"]), Zeros(masks["many"])));
    }

    [Fact]
    public void Erdos_Renyi_densities_follow_the_shapes()
    {
        var random = Seeded.Random(output);
        PruneTarget Of(string key, params int[] shape) => new(
            new WeightRecipe(key, new EquatableArray<int>(shape), WeightKind.Matrix, 8, 0.8, PrunePattern.Unstructured, PruneScope.ErdosRenyi),
            random.Floats(shape.Aggregate((a, b) => a * b)));
        PruneTarget[] layers = [Of("first", 16, 3, 3, 3), Of("second", 64, 32, 3, 3), Of("third", 128, 64, 3, 3), Of("head", 10, 128)];
        var masks = WeightPruning.ModelMasks(layers);
        double Density(string key) => 1 - (Zeros(masks[key]) / (double)masks[key].Length);
        Assert.Equal(0.2 * layers.Sum(l => l.Values.Length), layers.Sum(l => l.Values.Length - (double)Zeros(masks[l.Weight.Key])), 3.0);
        Assert.Equal((1, 1), (Density("first"), Density("head")));
        var (second, third) = ((64 + 32 + 3 + 3) / (64 * 32 * 9.0), (128 + 64 + 3 + 3) / (128 * 64 * 9.0));
        Assert.Equal(second / third, Density("second") / Density("third"), 0.01);
    }

    private static int UnitOf(int place, int columns, PrunePattern pattern)
    {
        var (row, column) = (place / columns, place % columns);
        return pattern switch
        {
            PrunePattern.Block16x4 => (row / 16 * columns) + (column / 4),
            PrunePattern.Block8x4 => (row / 8 * columns) + (column / 4),
            PrunePattern.Rows or PrunePattern.Channels => row,
            _ => place,
        };
    }

    private static int Zeros(byte[] mask) => mask.Count(m => m == 0);
}
