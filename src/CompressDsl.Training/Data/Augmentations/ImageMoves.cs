namespace CompressDsl.Training;

/// <summary>
/// Shifts and mirrors images as He, Zhang, Ren and Sun (2016) train on CIFAR-10: what comes in from outside is 0, which is the same as a
/// random crop of an image with a border of zeros.
/// </summary>
/// <param name="Height">Rows of an image; features are <c>[channels, height, width]</c>.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Rows">Largest number of rows that an image is moved up or down; below <paramref name="Height"/>.</param>
/// <param name="Columns">Largest number of columns that an image is moved to the left or right; below <paramref name="Width"/>.</param>
/// <param name="Mirror">Whether every second image, at random, is mirrored left to right.</param>
/// <example><code>
/// var train = new AugmentedDataset(split.Train, new ImageMoves(32, 32, Rows: 4, Columns: 4, Mirror: true));
/// </code></example>
public sealed record ImageMoves(int Height, int Width, int Rows, int Columns, bool Mirror = false) : Augmentation
{
    /// <inheritdoc/>
    public override void Check(int features)
    {
        ImageSize.Check(features, Height, Width);
        ImageSize.CheckMove(nameof(Rows), Rows, Height);
        ImageSize.CheckMove(nameof(Columns), Columns, Width);
    }

    /// <inheritdoc/>
    public override void Apply(Span<float> features, ref CounterRandom random)
    {
        var (down, right) = (random.Next((2 * Rows) + 1) - Rows, random.Next((2 * Columns) + 1) - Columns);
        Move(features, down, right, Mirror && random.Next(2) == 1);
    }

    private void Move(Span<float> image, int down, int right, bool mirrored)
    {
        var source = Scratch.Rent(image.Length);
        image.CopyTo(source);
        image.Clear();
        for (var start = 0; start < image.Length; start += Height * Width)
        {
            for (var y = Math.Max(0, down); y < Math.Min(Height, Height + down); y++)
            {
                var from = source.Slice(start + ((y - down) * Width), Width);
                if (mirrored) from.Reverse();
                from[Math.Max(0, -right)..Math.Min(Width, Width - right)].CopyTo(image[(start + (y * Width) + Math.Max(0, right))..]);
            }
        }
    }
}
