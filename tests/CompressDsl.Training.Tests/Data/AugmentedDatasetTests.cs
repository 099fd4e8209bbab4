namespace CompressDsl.Training.Tests.Data;

/// <summary>Images that every epoch shows in another way.</summary>
public sealed class AugmentedDatasetTests
{
    private const int Height = 3;
    private const int Width = 4;
    private const int Images = 40;

    [Fact]
    public void Every_picture_is_a_moved_or_mirrored_original_and_epochs_differ()
    {
        var originals = Originals();
        var augmented = new AugmentedDataset(originals, new ImageMoves(Height, Width, 1, 1, Mirror: true));
        var (first, again, second) = (Epoch(augmented, 0), Epoch(augmented, 0), Epoch(augmented, 1));
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        var ways = new HashSet<(int Down, int Right, bool Mirrored)>();
        foreach (var (index, picture) in first.Concat(second))
        {
            var way = Ways().First(w => Moved(Picture(originals, index), w).SequenceEqual(picture));
            ways.Add(way);
        }

        Assert.Contains(ways, w => w.Mirrored);
        Assert.Contains(ways, w => w is { Down: not 0, Right: not 0 });
    }

    [Fact]
    public void By_index_pictures_are_as_they_were()
    {
        var originals = Originals();
        var augmented = new AugmentedDataset(originals, new ImageMoves(Height, Width, 2, 2, Mirror: true));
        for (var i = 0; i < Images; i++) Assert.Equal(Picture(originals, i), Picture(augmented, i));
    }

    [Fact]
    public void Features_that_are_no_images_of_the_size_are_refused()
    {
        var problem = Assert.Throws<ArgumentException>(() => new AugmentedDataset(Originals(), new ImageMoves(5, 5, 1, 1)));
        Assert.Contains("24 features do not divide into channels of 5 x 5", problem.Message);
        problem = Assert.Throws<ArgumentException>(() => new AugmentedDataset(Originals(), new ImageMoves(Height, Width, Height, 0)));
        Assert.Contains("Rows: 3 values cannot be moved by up to 3", problem.Message);
    }

    private static InMemoryDataset Originals()
    {
        var random = new CounterRandom(5, 5);
        var features = new float[Images * 2 * Height * Width];
        for (var i = 0; i < features.Length; i++) features[i] = random.NextFloat();
        return InMemoryDataset.FromLabels(features, new int[Images], classes: 1);
    }

    private static List<(int Index, List<float> Picture)> Ordered(IDataSource data, int epoch)
    {
        var batch = new Batch(data.Shape, 7);
        using var cursor = data.Open(seed: 3, epoch);
        List<(int, List<float>)> pictures = [];
        while (cursor.MoveNext(batch))
        {
            for (var row = 0; row < batch.Rows; row++) pictures.Add((batch.Indices[row], [.. batch.FeaturesOf(row)]));
        }

        return pictures;
    }

    private static SortedDictionary<int, List<float>> Epoch(IDataSource data, int epoch) => new(Ordered(data, epoch).ToDictionary(p => p.Index, p => p.Picture));

    private static float[] Picture(IDataset data, int index)
    {
        var batch = new Batch(data.Shape, 1);
        data.Append(index, batch);
        return batch.FeaturesOf(0).ToArray();
    }

    private static IEnumerable<(int Down, int Right, bool Mirrored)> Ways() =>
        from down in Enumerable.Range(-1, 3) from right in Enumerable.Range(-1, 3) from mirrored in new[] { false, true } select (down, right, mirrored);

    private static float[] Moved(float[] picture, (int Down, int Right, bool Mirrored) way)
    {
        var moved = new float[picture.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            var (channel, y, x) = (i / (Height * Width), (i / Width % Height) - way.Down, (i % Width) - way.Right);
            if (y is >= 0 and < Height && x is >= 0 and < Width)
                moved[i] = picture[(channel * Height * Width) + (y * Width) + (way.Mirrored ? Width - 1 - x : x)];
        }

        return moved;
    }
}
