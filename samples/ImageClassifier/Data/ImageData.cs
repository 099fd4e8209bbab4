using CompressDsl.Training;

namespace ImageClassifier.Data;

/// <summary>Training and test pictures: CIFAR-10 from a folder of its binary files, or drawn by this sample.</summary>
internal sealed record ImageData(IDataset Train, IDataset Test, string Source)
{
    private const int DrawnTrain = 4_000;
    private const int DrawnTest = 1_000;
    private const int TrainSeed = 1;
    private const int TestSeed = 2;
    private const int TestShare = 6;

    /// <summary>
    /// Reads the files <c>*.bin</c> and <c>*.bin.gz</c> of <paramref name="folder"/>, those whose name begins with <c>test</c> to test with
    /// (without any: every sixth image), or draws pictures when it is null.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageData Load(string? folder) => Load(folder, Centred);

    /// <inheritdoc cref="Load(string?)"/>
    /// <param name="folder">The folder.</param>
    /// <param name="value">The number for a byte of a picture.</param>
    public static ImageData Load(string? folder, Func<byte, float> value)
    {
        if (folder is null) return new ImageData(Draw(TrainSeed, DrawnTrain, value), Draw(TestSeed, DrawnTest, value), "Pictures drawn by the sample");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder).Where(IsImages).Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0) throw new FileNotFoundException($"There is neither a '*.bin' nor a '*.bin.gz' in '{folder}'.");
        List<LabelledImage> train = [], test = [];
        foreach (var file in files) CifarFile.Read(file, Path.GetFileName(file).StartsWith("test", StringComparison.Ordinal) ? test : train);
        if (test.Count == 0)
        {
            test.AddRange(train.Where((_, i) => i % TestShare == 0));
            train = [.. train.Where((_, i) => i % TestShare != 0)];
        }

        return new ImageData(Pack(train, value), Pack(test, value), $"CIFAR-10 from {folder}");
    }

    /// <summary>Pictures that the sample draws.</summary>
    public static IDataset Draw(int seed, int count) => Draw(seed, count, Centred);

    private static InMemoryDataset Draw(int seed, int count, Func<byte, float> value)
    {
        var images = new LabelledImage[count];
        Parallel.For(0, count, i => images[i] = ShapePainter.Draw(seed, i));
        return Pack(images, value);
    }

    private static bool IsImages(string path) =>
        path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".bin.gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Numbers around 0, about -2 to 2.</summary>
    private static float Centred(byte value) => (value - 128) / 64f;

    private static InMemoryDataset Pack(IReadOnlyList<LabelledImage> images, Func<byte, float> value)
    {
        var features = new float[images.Count * CifarFile.Pixels];
        for (var i = 0; i < images.Count; i++)
        {
            var row = features.AsSpan(i * CifarFile.Pixels, CifarFile.Pixels);
            for (var p = 0; p < row.Length; p++) row[p] = value(images[i].Pixels[p]);
        }

        return InMemoryDataset.FromLabels(features, [.. images.Select(i => i.Class)], CifarFile.Classes);
    }
}
