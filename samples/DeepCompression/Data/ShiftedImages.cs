using CompressDsl.Training;

namespace DeepCompression.Data;

/// <summary>
/// Every image as it is and moved by a pixel up, down, left and right: five samples where there was one. Unlike
/// <see cref="AugmentedDataset"/> they are the same in every epoch, so that a teacher answers each of them once.
/// </summary>
internal sealed class ShiftedImages(IDataset images, int width) : IDataset
{
    private static readonly (int Down, int Right)[] Moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)];

    /// <inheritdoc/>
    public SampleShape Shape => images.Shape;

    /// <inheritdoc/>
    public int Count => images.Count * Moves.Length;

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        images.Append(index / Moves.Length, batch);
        batch.Indices[^1] = index;
        var (down, right) = Moves[index % Moves.Length];
        var image = batch.FeaturesOf(batch.Rows - 1);
        if (down != 0) Shift(image, down * width);
        for (var row = 0; row < image.Length && right != 0; row += width) Shift(image.Slice(row, width), right);
    }

    private static void Shift(Span<float> pixels, int by)
    {
        var kept = pixels.Length - Math.Abs(by);
        pixels.Slice(Math.Max(0, -by), kept).CopyTo(pixels[Math.Max(0, by)..]);
        if (by > 0) pixels[..by].Clear();
        else pixels[kept..].Clear();
    }
}
