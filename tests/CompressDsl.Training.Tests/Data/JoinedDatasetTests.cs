namespace CompressDsl.Training.Tests.Data;

/// <summary>Labelled and unlabelled samples together.</summary>
public sealed class JoinedDatasetTests
{
    [Fact]
    public void Samples_keep_their_order_and_unlabelled_ones_have_no_class()
    {
        var data = new JoinedDataset(InMemoryDataset.FromLabels([1, 2, 3, 4], [0, 1], classes: 2), InMemoryDataset.Unlabelled([5, 6], featureCount: 2));
        var batch = new Batch(data.Shape, 3);
        for (var i = 0; i < data.Count; i++) data.Append(i, batch);
        Assert.Equal([1, 2, 3, 4, 5, 6], batch.Features.ToArray());
        Assert.Equal([0, 1, -1], batch.Labels.ToArray());
        Assert.Equal([0, 1, 2], batch.Indices.ToArray());
        Assert.Equal(2, data.Shape.Classes);
    }

    [Fact]
    public void Rows_without_targets_do_not_have_those_of_the_row_before()
    {
        var data = new JoinedDataset(InMemoryDataset.FromTargets([1], 1, [7], 1), InMemoryDataset.Unlabelled([2], 1));
        var batch = new Batch(data.Shape, 1);
        data.Append(0, batch);
        Assert.Equal(7, batch.Targets[0]);
        batch.Clear();
        data.Append(1, batch);
        Assert.True(float.IsNaN(batch.Targets[0]));
    }

    [Fact]
    public void Data_sets_that_do_not_fit_are_named()
    {
        var first = InMemoryDataset.FromLabels([1, 2], [0], classes: 2);
        Assert.Contains("data set 2 have 1 floats", Assert.Throws<ArgumentException>(() => new JoinedDataset(first, InMemoryDataset.Unlabelled([1], 1))).Message);
        var other = InMemoryDataset.FromLabels([1, 2], [0], classes: 3);
        Assert.Contains("data set 2 have other answers", Assert.Throws<ArgumentException>(() => new JoinedDataset(first, other)).Message);
    }
}
