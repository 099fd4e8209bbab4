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

    private static PruneTarget Matrix(string key, float[] values) =>
        new(new WeightRecipe(key, [3, 2], WeightKind.Matrix, 32, 0.4, PrunePattern.Channels).Without(new ChannelAxis("a", 3, 2), null), values);

    private static PruneTarget Vector(string key, int length) =>
        new(new WeightRecipe(key, [length], WeightKind.Vector).Without(new ChannelAxis("a", 3, 2), null), new float[length]);
}
