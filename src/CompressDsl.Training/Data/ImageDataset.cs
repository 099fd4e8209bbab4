using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>Labelled grey images kept as bytes; features are bytes / 255.</summary>
/// <example><code>
/// var train = ImageDataset.Load("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
/// </code></example>
public sealed class ImageDataset : IDataset
{
    private readonly byte[] pixels;
    private readonly byte[] labels;

    /// <summary>Wraps arrays.</summary>
    /// <param name="pixels"><c>[images, pixels]</c>, image by image; not copied.</param>
    /// <param name="labels">One per image; not copied.</param>
    /// <param name="classes">Labels are 0 to <paramref name="classes"/> - 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit or a label is out of range.</exception>
    public ImageDataset(byte[] pixels, byte[] labels, int classes = 10)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0 || pixels.Length % labels.Length != 0) throw new ArgumentException($"{pixels.Length} pixels do not divide into {labels.Length} images.");
        var wrong = Array.FindIndex(labels, l => l >= classes);
        if (wrong >= 0) throw new ArgumentException($"Image {wrong} has label {labels[wrong]}; labels are 0 to {classes - 1}.");
        (this.pixels, this.labels) = (pixels, labels);
        Shape = new SampleShape(pixels.Length / labels.Length, Classes: classes);
    }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <summary>Reads images and labels in IDX format, plain or <c>.gz</c>.</summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the files do not belong together.</exception>
    public static ImageDataset Load(string imagesPath, string labelsPath, int classes = 10)
    {
        IdxFile images = IdxFile.Read(imagesPath), labels = IdxFile.Read(labelsPath);
        if (labels.Dimensions.Length != 1) throw new InvalidDataException($"'{labelsPath}' has {labels.Dimensions.Length} dimensions; labels have one.");
        if (images.Dimensions[0] != labels.Dimensions[0])
        {
            throw new InvalidDataException($"'{imagesPath}' holds {images.Dimensions[0]} images, but '{labelsPath}' {labels.Dimensions[0]} labels.");
        }

        try
        {
            return new ImageDataset(images.Data, labels.Data, classes);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"'{labelsPath}': {e.Message}", e);
        }
    }

    /// <summary>Reads MNIST's <c>train</c> or <c>t10k</c> files from a folder, plain or <c>.gz</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part"><c>train</c> or <c>t10k</c>.</param>
    /// <exception cref="FileNotFoundException">A file is missing; the text names both spellings.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageDataset LoadMnist(string folder, string part = "train") =>
        Load(Find(folder, part, "images", "idx3-ubyte"), Find(folder, part, "labels", "idx1-ubyte"));

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var row = batch.FeaturesOf(batch.AddRow(index, labels[index], default));
        TensorPrimitives.ConvertTruncating<byte, float>(pixels.AsSpan(index * row.Length, row.Length), row);
        TensorPrimitives.Divide(row, 255f, row);
    }

    /// <summary>The one file whose name begins with part and kind and ends with the format, with or without <c>.gz</c>.</summary>
    private static string Find(string folder, string part, string kind, string format)
    {
        if (!Directory.Exists(folder)) throw new FileNotFoundException($"There is no folder '{folder}'.", folder);
        var found = Directory.EnumerateFiles(folder, $"{part}-{kind}*").Where(f => f.EndsWith(format, StringComparison.Ordinal) || f.EndsWith(format + ".gz", StringComparison.Ordinal));
        return found.Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new FileNotFoundException($"There is neither '{part}-{kind}-{format}' nor '{part}-{kind}-{format}.gz' in '{folder}'.");
    }
}
