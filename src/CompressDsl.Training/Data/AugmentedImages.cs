namespace CompressDsl.Training;

/// <summary>
/// Images that are shifted and mirrored anew in every epoch, as He, Zhang, Ren and Sun (2016) train on CIFAR-10. What an epoch shows
/// depends on the seed and the epoch alone, so that a resumed run sees what it would have seen.
/// </summary>
/// <remarks>
/// Features are <c>[channels, height, width]</c>. Read outside of training, by index, images are as they were. A teacher's cached answers
/// would belong to other pictures: distil with <see cref="DistillationOptions.CacheTeacher"/> off.
/// </remarks>
/// <example><code>
/// var train = new AugmentedImages(split.Train, height: 32, width: 32, new ImageMoves(Rows: 4, Columns: 4, Mirror: true));
/// Student.Train(train, options);
/// </code></example>
public sealed class AugmentedImages : IDataset, IDataSource
{
    private const ulong Stream = 0x696D61676573;
    private readonly IDataset images;
    private readonly int height;
    private readonly int width;
    private readonly ImageMoves moves;

    /// <summary>Wraps images.</summary>
    /// <param name="images">Features are whole images, one or more channels.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="moves">What is done to them; what comes in from outside is 0.</param>
    /// <exception cref="ArgumentException">The features are no images of this size, or they are moved as far as they are large.</exception>
    public AugmentedImages(IDataset images, int height, int width, ImageMoves moves)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentNullException.ThrowIfNull(moves);
        ThrowUnlessInside(moves.Rows, height, nameof(moves));
        ThrowUnlessInside(moves.Columns, width, nameof(moves));
        if (images.Shape.Features == 0 || images.Shape.Features % (height * width) != 0)
        {
            throw new ArgumentException($"{images.Shape.Features} features do not divide into channels of {height} x {width}.", nameof(images));
        }

        (this.images, this.height, this.width, this.moves) = (images, height, width, moves);
    }

    /// <inheritdoc/>
    public SampleShape Shape => images.Shape;

    /// <inheritdoc/>
    public int Count => images.Count;

    /// <inheritdoc/>
    public void Append(int index, Batch batch) => images.Append(index, batch);

    /// <inheritdoc/>
    IBatchCursor IDataSource.Open(ulong seed, int epoch) => new DatasetCursor(new Epoch(this, seed, epoch), Shuffle.Order(Count, seed, epoch));

    private static void ThrowUnlessInside(int move, int size, string name)
    {
        if (move < 0 || move >= size) throw new ArgumentException($"An image of {size} pixels cannot be moved by up to {move}; 0 to {size - 1} are possible.", name);
    }

    /// <summary>Moves the channels of one image.</summary>
    private void Move(Span<float> image, int down, int right, bool mirrored)
    {
        var source = image.ToArray().AsSpan();
        image.Clear();
        for (var start = 0; start < image.Length; start += height * width)
        {
            for (var y = Math.Max(0, down); y < Math.Min(height, height + down); y++)
            {
                var from = source.Slice(start + ((y - down) * width), width);
                if (mirrored) from.Reverse();
                from[Math.Max(0, -right)..Math.Min(width, width - right)].CopyTo(image[(start + (y * width) + Math.Max(0, right))..]);
            }
        }
    }

    /// <summary>The images as one epoch shows them.</summary>
    private sealed class Epoch(AugmentedImages owner, ulong seed, int epoch) : IDataset
    {
        public SampleShape Shape => owner.Shape;

        public int Count => owner.Count;

        public void Append(int index, Batch batch)
        {
            owner.images.Append(index, batch);
            var random = new CounterRandom(seed ^ Stream, ((ulong)epoch << 32) | (uint)index);
            var (rows, columns, mirror) = owner.moves;
            var (down, right) = (random.Next((2 * rows) + 1) - rows, random.Next((2 * columns) + 1) - columns);
            owner.Move(batch.FeaturesOf(batch.Rows - 1), down, right, mirror && random.Next(2) == 1);
        }
    }
}
