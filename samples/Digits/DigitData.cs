using CompressDsl.Training;
using Digits.Drawing;

namespace Digits;

/// <summary>Training and test digits: MNIST from a folder of IDX files, or drawn by this sample.</summary>
internal sealed record DigitData(IDataset Train, IDataset Test, string Source)
{
    private const int DrawnTrain = 20_000;
    private const int DrawnTest = 4_000;
    private const int TrainSeed = 1;
    private const int TestSeed = 2;

    /// <summary>Reads <c>train-*</c> and <c>t10k-*</c> IDX files (also .gz) from <paramref name="folder"/>, or draws digits when it is null.</summary>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    public static DigitData Load(string? folder) => folder is null
        ? new DigitData(Draw(TrainSeed, DrawnTrain), Draw(TestSeed, DrawnTest), $"{DrawnTrain + DrawnTest:N0} digits drawn by the sample")
        : new DigitData(ImageDataset.LoadMnist(folder), ImageDataset.LoadMnist(folder, "t10k"), $"MNIST from {folder}");

    /// <summary>Every digit moved by up to two pixels, anew in every epoch.</summary>
    public static AugmentedDataset Moved(IDataset digits) => new(digits, new ImageMoves(DigitPainter.Size, DigitPainter.Size, Rows: 2, Columns: 2));

    /// <summary>Every digit bent, and then moved by up to two pixels, anew in every epoch.</summary>
    public static AugmentedDataset Bent(IDataset digits) => new(
        digits,
        new ElasticDistortion(DigitPainter.Size, DigitPainter.Size, Strength: 20),
        new ImageMoves(DigitPainter.Size, DigitPainter.Size, Rows: 2, Columns: 2));

    private static InMemoryDataset Draw(int seed, int count)
    {
        const int pixels = DigitPainter.Size * DigitPainter.Size;
        var pictures = new float[count * pixels];
        var labels = new int[count];
        Parallel.For(0, count, i => labels[i] = DigitPainter.Draw(seed, i, pictures.AsSpan(i * pixels, pixels)));
        return InMemoryDataset.FromLabels(pictures, labels, classes: 10);
    }
}
