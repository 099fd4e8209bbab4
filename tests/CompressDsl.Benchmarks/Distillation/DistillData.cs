using System.Runtime.InteropServices;
using CompressDsl.Training;
using Digits.Drawing;

namespace CompressDsl.Benchmarks.Distillation;

/// <summary>What the distillation step learns from: numbers without a zero among them, or digits, most of whose pixels are paper.</summary>
internal static class DistillData
{
    /// <summary>Samples of a step.</summary>
    public const int BatchSize = 128;

    /// <summary>Classes.</summary>
    public const int Classes = 10;

    private const int Pixels = DigitPainter.Size * DigitPainter.Size;
    private const int Count = 10 * BatchSize;

    /// <summary>Random numbers.</summary>
    public static InMemoryDataset Numbers()
    {
        var random = new CounterRandom(1, 9);
        var (features, labels) = (new float[Pixels * Count], new int[Count]);
        for (var i = 0; i < features.Length; i++) features[i] = random.NextFloat();
        for (var i = 0; i < labels.Length; i++) labels[i] = random.Next(Classes);
        return InMemoryDataset.FromLabels(features, labels, Classes);
    }

    /// <summary>MNIST from a folder of IDX files, or drawn digits where none is given.</summary>
    public static IDataset Digits(string? mnist)
    {
        if (mnist is not null) return ImageDataset.LoadMnist(mnist);
        var (features, labels) = (new float[Pixels * Count], new int[Count]);
        for (var i = 0; i < Count; i++) labels[i] = DigitPainter.Draw(1, i, features.AsSpan(i * Pixels, Pixels));
        return InMemoryDataset.FromLabels(features, labels, Classes);
    }

    /// <summary>Share of zeros among the features of the first samples.</summary>
    public static double Zeros(IDataset data) => (double)Batch(data).Features.Count(0f) / (BatchSize * Pixels);

    /// <summary>Writes the features of the first samples as plain floats.</summary>
    /// <returns>The path of the file.</returns>
    public static string Write(IDataset data)
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(Batch(data).Features));
        return path;
    }

    private static Batch Batch(IDataset data)
    {
        var batch = new Batch(data.Shape, BatchSize);
        for (var i = 0; i < BatchSize; i++) data.Append(i, batch);
        return batch;
    }
}
