namespace CompressDsl.Training.Tests;

public sealed class CsvTests
{
    [Fact]
    public void Columns_are_found_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "x,kind,y\n1.5,\"dog\",2\n\n-3e1,cat,4\n");
        var csv = CsvDataset.Load(path, new CsvOptions { LabelColumn = "kind" });
        Assert.Equal(["x", "y"], csv.FeatureNames);
        Assert.Equal(["cat", "dog"], csv.ClassNames);
        Assert.Equal([1, 0], csv.Data.Labels.ToArray());
        var batch = new Batch(csv.Data.Shape, 2);
        csv.Data.Append(0, batch);
        csv.Data.Append(1, batch);
        Assert.Equal([1.5f, 2, -30, 4], batch.Features.ToArray());
    }

    [Fact]
    public void Numbers_are_labels_as_they_stand_and_targets_are_floats()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "1;2;3\n4;5;0\n");
        var options = new CsvOptions { HasHeader = false, Delimiter = ";" };
        var classes = CsvDataset.Load(path, options with { LabelColumn = "2" });
        Assert.Equal([3, 0], classes.Data.Labels.ToArray());
        Assert.Equal(4, classes.Data.Shape.Classes);
        var regression = CsvDataset.Load(path, options with { TargetColumns = ["2", "0"], FeatureColumns = ["1"] });
        var batch = new Batch(regression.Data.Shape, 1);
        regression.Data.Append(1, batch);
        Assert.Equal([5f], batch.Features.ToArray());
        Assert.Equal([0f, 4f], batch.Targets.ToArray());
    }

    [Theory]
    [InlineData("x,l\n1,0\nseven,1\n", "line 3, column 'x': 'seven'")]
    [InlineData("x,l\n1,0\nNaN,1\n", "line 3, column 'x': 'NaN'")]
    [InlineData("x,l\n1,0\n1\n", "line 3: there are 1 fields instead of 2")]
    [InlineData("x,k\n1,0\n", "no column 'l'; its columns are x, k")]
    [InlineData("x,l\n", "has no data")]
    [InlineData("", "is empty")]
    public void Mistakes_are_named_with_file_and_line(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.csv", text);
        var error = Assert.Throws<InvalidDataException>(() => CsvDataset.Load(path, new CsvOptions { LabelColumn = "l" }));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Assert.Contains("nowhere.csv", Assert.Throws<FileNotFoundException>(() => CsvDataset.Load("nowhere.csv", new CsvOptions { LabelColumn = "l" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CsvDataset.Load("nowhere.csv", new CsvOptions()));
    }
}
