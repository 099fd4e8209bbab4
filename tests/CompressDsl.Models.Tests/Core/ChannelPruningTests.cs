using CompressDsl.Core;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Which channels go, and what of a weight stays.</summary>
public sealed class ChannelPruningTests
{
    [Fact]
    public void Weights_of_a_group_lose_the_channels_that_are_smallest_in_all_of_them_together()
    {
        // Relative to their means the sums are 0.4, 0.8, 1.8 and 1.5, 1.2, 0.3: the first channel is the smallest of the three.
        PruneTarget[] targets = [Matrix("a", [1, 1, 2, 2, 4, 5]), Matrix("b", [50, 0, 0, 40, -5, 5]), Vector("bias", 3)];
        var masks = ChannelPruning.Masks(targets);
        Assert.Equal([0, 0, 1, 1, 1, 1], masks["a"]);
        Assert.Equal([0, 0, 1, 1, 1, 1], masks["b"]);
        Assert.Equal([0, 1, 1], masks["bias"]);
        Assert.All(ChannelPruning.Masks(targets, _ => 0).Values, mask => Assert.DoesNotContain((byte)0, mask));
    }

    [Theory]
    [InlineData(10, 0.5, 5)]
    [InlineData(3, 0.99, 1)]
    [InlineData(1, 0.9, 1)]
    [InlineData(7, 0, 7)]
    public void One_channel_stays_at_least(int channels, double share, int kept) => Assert.Equal(kept, ChannelPruning.Kept(channels, share));

    [Fact]
    public void Rows_and_columns_are_taken_out()
    {
        var smaller = ChannelPruning.Gather([.. Enumerable.Range(0, 12)], 4, ([0, 2], 3), ([1], 2));
        Assert.Equal([1, 3, 9, 11], smaller);
    }

    [Fact]
    public void A_mask_of_another_number_of_channels_is_refused()
    {
        var error = Assert.Throws<CheckpointException>(() => ChannelPruning.Channels(Matrix("a", new float[6]).Weight, [1, 1, 0, 0, 0, 0]));
        Assert.Equal("The mask of 'a' keeps 1 of 3 channels, and the network was compiled for 2.", error.Message);
    }

    [Fact]
    public void Channels_of_all_layers_compete_and_those_that_belong_together_stay_one_unit()
    {
        // Relative to their means: even 0.8 1 1.2 twice, and uneven 0.1 0.2 2.7; the shared group counts as one.
        PruneTarget[] targets =
            [Competing("a", "a", [8, 10, 12]), Competing("b", "a", [0.8f, 1, 1.2f]), Competing("c", "c", [1, 2, 27])];
        var masks = ChannelPruning.Masks(targets);
        Assert.Equal([1, 1, 1], masks["a"]);
        Assert.Equal(masks["a"], masks["b"]);
        Assert.Equal([0, 0, 1], masks["c"]);
        Assert.Equal(3, ChannelCountsOf(ChannelPruning.Masks(targets, _ => 0.5), "a"));
        Assert.Equal(2, ChannelCountsOf(ChannelPruning.Masks(targets, _ => 0.5), "c"));
    }

    [Fact]
    public void One_channel_stays_of_every_layer_that_competes_and_so_does_the_floor()
    {
        PruneTarget[] targets = [Competing("a", "a", [10, 10, 10]), Competing("c", "c", [0, 0, 0])];
        Assert.Equal([0, 0, 1], ChannelPruning.Masks(targets)["c"]);
        var floored = targets.Select(t => t with { Weight = t.Weight.PrunedBy(new PruneDetails(Floor: 0.5)) });
        Assert.Equal((1, 2), (3 - ChannelCountsOf(ChannelPruning.Masks(floored), "a"), ChannelCountsOf(ChannelPruning.Masks(floored), "c")));
    }

    [Fact]
    public void The_change_of_the_loss_is_compared_as_it_is()
    {
        PruneTarget Of(string key, float[] change) =>
            Competing(key, key, [1, 1, 1]) is var t ? t with { Weight = t.Weight.PrunedBy(new PruneDetails(Criterion: PruneCriterion.Taylor)), Statistics = change } : t;
        var masks = ChannelPruning.Masks([Of("a", [0.1f, 0.2f, 0.3f]), Of("c", [10, 1, 30])]);
        Assert.Equal([0, 0, 1], masks["a"]);
        Assert.Equal([1, 1, 1], masks["c"]);
    }

    /// <summary>Of two groups of three channels a third goes.</summary>
    private static PruneTarget Competing(string key, string group, float[] values) =>
        new(new WeightRecipe(key, [3, 1], WeightKind.Matrix, 32, 1 / 3.0, PrunePattern.Channels).Without(new ChannelAxis(group, 3, 2, Competes: true), null), values);

    private static int ChannelCountsOf(IReadOnlyDictionary<string, byte[]> masks, string key) => masks[key].Count(m => m == 1);

    private static PruneTarget Matrix(string key, float[] values) =>
        new(new WeightRecipe(key, [3, 2], WeightKind.Matrix, 32, 0.4, PrunePattern.Channels).Without(new ChannelAxis("a", 3, 2), null), values);

    private static PruneTarget Vector(string key, int length) =>
        new(new WeightRecipe(key, [length], WeightKind.Vector).Without(new ChannelAxis("a", 3, 2), null), new float[length]);
}
