using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class WeightPruningTests(ITestOutputHelper output)
{
    [Fact]
    public void Unstructured_masks_equal_sorting()
    {
        var random = Seeded.Random(output);
        for (var round = 0; round < 60; round++)
        {
            var pool = Enumerable.Range(0, 3).Select(i => Target($"w{i}", 1 + random.Next(9), 1 + random.Next(40), random)).ToArray();
            if (round % 3 == 0) pool = pool.Select(t => t with { Values = t.Values.Select(v => MathF.Round(v * 3)).ToArray() }).ToArray();
            var sparsity = random.NextDouble();
            var masks = WeightPruning.Masks(pool, sparsity);
            var goal = (int)Math.Round(sparsity * pool.Sum(t => t.Values.Length));
            var gone = pool
                .SelectMany((t, i) => t.Values.Select((v, j) => (Size: Math.Abs(v), Tensor: i, Place: j)))
                .OrderBy(w => w.Size).ThenBy(w => w.Tensor).ThenBy(w => w.Place).Take(goal).Select(w => (w.Tensor, w.Place)).ToHashSet();
            for (var i = 0; i < pool.Length; i++)
            {
                Assert.Equal(Enumerable.Range(0, masks[i].Length).Select(j => gone.Contains((i, j)) ? 0 : 1), masks[i].Select(m => (int)m));
            }
        }
    }

    [Theory]
    [InlineData(WeightKind.Matrix, 32, 16, PrunePattern.Block16x4)]
    [InlineData(WeightKind.Matrix, 21, 13, PrunePattern.Block16x4)]
    [InlineData(WeightKind.Matrix, 5, 3, PrunePattern.Block16x4)]
    [InlineData(WeightKind.Table, 9, 37, PrunePattern.Block16x4)]
    [InlineData(WeightKind.Matrix, 21, 13, PrunePattern.Block8x4)]
    [InlineData(WeightKind.Table, 9, 37, PrunePattern.Block8x4)]
    [InlineData(WeightKind.Matrix, 21, 13, PrunePattern.Rows)]
    public void Block_masks_are_whole_blocks_of_the_smallest_norms(WeightKind kind, int rows, int columns, PrunePattern pattern)
    {
        var outputs = pattern == PrunePattern.Block8x4 ? 8 : 16;
        var (high, wide) = pattern == PrunePattern.Rows ? (1, columns) : kind == WeightKind.Table ? (4, outputs) : (outputs, 4);
        var random = Seeded.Random(output);
        foreach (var sparsity in new[] { 0.1, 0.5, 0.9, 1 })
        {
            var values = random.Floats(rows * columns);
            var mask = WeightPruning.Mask(new PruneTarget(Recipe("w", rows, columns, kind) with { Pattern = pattern }, values), sparsity);
            var blocks =
                from r in Enumerable.Range(0, (rows + high - 1) / high)
                from c in Enumerable.Range(0, (columns + wide - 1) / wide)
                let places = (from i in Enumerable.Range(r * high, Math.Min(high, rows - (r * high)))
                              from j in Enumerable.Range(c * wide, Math.Min(wide, columns - (c * wide)))
                              select (i * columns) + j).ToArray()
                select (Norm: places.Sum(p => (double)Math.Abs(values[p])), Places: places);
            var all = blocks.ToArray();
            Assert.All(all, b => Assert.Single(b.Places.Select(p => mask[p]).Distinct()));
            var zeros = mask.Count(m => m == 0);
            Assert.True(Math.Abs(zeros - (sparsity * mask.Length)) <= 32.5, $"{zeros} zeros for {sparsity} of {mask.Length}");
            var gone = all.Where(b => mask[b.Places[0]] == 0).Select(b => b.Norm).DefaultIfEmpty(0).Max();
            var kept = all.Where(b => mask[b.Places[0]] == 1).Select(b => b.Norm).DefaultIfEmpty(double.MaxValue).Min();
            Assert.True(gone <= kept);
        }
    }

    [Theory]
    [InlineData(2, 4, 13)]
    [InlineData(1, 4, 8)]
    [InlineData(3, 7, 20)]
    public void Of_every_group_the_largest_stay(int n, int m, int columns)
    {
        var random = Seeded.Random(output);
        var recipe = new WeightRecipe("w", [5, columns], WeightKind.Matrix, 8, (double)(m - n) / m, PrunePattern.NM).PrunedBy(new PruneDetails(n, m));
        var values = random.Floats(5 * columns);
        var target = new PruneTarget(recipe, values);
        var mask = WeightPruning.ModelMasks([target])["w"];
        var half = WeightPruning.ModelMasks([target], w => w.Sparsity / 2)["w"];
        foreach (var group in Enumerable.Range(0, 5).SelectMany(r => Enumerable.Range(0, columns).Chunk(m).Select(g => g.Select(c => (r * columns) + c).ToArray())))
        {
            Assert.Equal(group.OrderByDescending(p => Math.Abs(values[p])).Take(n).Order(), group.Where(p => mask[p] == 1));
            if (group.Length == m) Assert.Equal(Math.Round((m - n) / 2.0), group.Count(p => half[p] == 0));
            Assert.All(group, p => Assert.True(half[p] >= mask[p]));
        }
    }

    [Fact]
    public void Rows_of_layers_of_different_width_compete_by_their_mean()
    {
        PruneTarget Of(string key, int columns, float size) => new(
            new WeightRecipe(key, [2, columns], WeightKind.Matrix, 8, 0.5, PrunePattern.Rows), Enumerable.Repeat(size, 2 * columns).ToArray());
        var masks = WeightPruning.ModelMasks([Of("wide", 30, 0.5f), Of("narrow", 30, 1), Of("long", 60, 1.5f)]);
        Assert.Equal([60, 60, 0], new[] { "wide", "narrow", "long" }.Select(k => Zeros(masks[k])));
    }

    [Fact]
    public void Scopes_decide_what_is_pruned_together()
    {
        PruneTarget Of(string key, PruneScope scope, double sparsity, float size) => new(
            new WeightRecipe(key, [4, 5], WeightKind.Matrix, 8, sparsity, PrunePattern.Unstructured, scope),
            Enumerable.Repeat(size, 20).ToArray());
        var masks = WeightPruning.ModelMasks(
        [
            Of("small", PruneScope.Global, 0.5, 1), Of("large", PruneScope.Global, 0.5, 2), Of("own", PruneScope.Layer, 0.5, 1e-3f),
            Of("other", PruneScope.Global, 0.25, 1e-3f), Of("dense", PruneScope.Global, 0, 1e-9f),
        ]);
        Assert.Equal(20, Zeros(masks["small"]));
        Assert.Equal(0, Zeros(masks["large"]));
        Assert.Equal(10, Zeros(masks["own"]));
        Assert.Equal(5, Zeros(masks["other"]));
        Assert.False(masks.ContainsKey("dense"));
    }

    [Fact]
    public void A_schedule_can_ask_for_less_and_gets_no_mask_of_all_zeros()
    {
        var target = Target("w", 10, 10, Seeded.Random(output));
        Assert.Equal(0, Zeros(WeightPruning.Mask(target, 0)));
        Assert.Equal(30, Zeros(WeightPruning.ModelMasks([target], _ => 0.3)["w"]));
        Assert.Equal(100, Zeros(WeightPruning.Mask(target, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightPruning.Mask(target, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightPruning.Mask(target, double.NaN));
    }

    [Fact]
    public void Applying_a_mask_sets_zeros()
    {
        float[] weights = [1, 2, 3];
        WeightPruning.Apply(weights, [1, 0, 1]);
        Assert.Equal([1, 0, 3], weights);
    }

    private static int Zeros(byte[] mask) => mask.Count(m => m == 0);

    private static WeightRecipe Recipe(string key, int rows, int columns, WeightKind kind) =>
        new(key, [rows, columns], kind, 8, 0.5, PrunePattern.Block16x4);

    private static PruneTarget Target(string key, int rows, int columns, Random random) =>
        new(Recipe(key, rows, columns, WeightKind.Matrix) with { Pattern = PrunePattern.Unstructured }, random.Floats(rows * columns));
}
