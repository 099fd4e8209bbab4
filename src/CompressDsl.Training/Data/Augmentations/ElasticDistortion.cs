using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// Bends images as Simard, Steinkraus and Platt (2003) do with handwritten digits: every pixel is taken from a place beside its own; the
/// displacements are uniform noise in -1 to 1 smoothed by a Gaussian, times a strength.
/// </summary>
/// <param name="Height">Rows of an image; features are <c>[channels, height, width]</c>, all channels are bent alike.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Strength">Factor on the smoothed noise, in pixels; at least 0. The paper's alpha: 34 for digits of 29 x 29.</param>
/// <param name="Smoothness">Standard deviation of the Gaussian, in pixels; above 0. The paper's sigma: 4.</param>
/// <example><code>
/// var train = new AugmentedDataset(digits, new ElasticDistortion(28, 28), new ImageMoves(28, 28, Rows: 2, Columns: 2));
/// </code></example>
public sealed record ElasticDistortion(int Height, int Width, float Strength = 34, float Smoothness = 4) : Augmentation
{
    private const int Reach = 3;

    /// <inheritdoc/>
    public override void Check(int features)
    {
        ImageSize.Check(features, Height, Width);
        OptionCheck.That(Strength >= 0 && float.IsFinite(Strength), nameof(Strength), Strength, "at least 0");
        OptionCheck.That(Smoothness > 0 && float.IsFinite(Smoothness), nameof(Smoothness), Smoothness, "above 0");
    }

    /// <inheritdoc/>
    public override void Apply(Span<float> features, ref CounterRandom random)
    {
        var (pixels, reach) = (Height * Width, (int)Math.Ceiling(Reach * (double)Smoothness));
        // Zeros stand before every row and behind the last, as many as the kernel reaches: each axis is then smoothed in one stretch.
        var padded = ((Width + reach) * Height) + reach;
        var scratch = Scratch.Rent((3 * pixels) + (2 * padded) + (2 * reach) + 1);
        Span<float> down = scratch[..pixels], right = scratch.Slice(pixels, pixels), source = scratch.Slice(2 * pixels, pixels);
        Span<float> work = scratch.Slice(3 * pixels, 2 * padded), kernel = scratch[((3 * pixels) + (2 * padded))..];
        FillGaussian(kernel);
        Displace(down, work, kernel, ref random);
        Displace(right, work, kernel, ref random);
        for (var start = 0; start < features.Length; start += pixels)
        {
            var image = features.Slice(start, pixels);
            image.CopyTo(source);
            Bend(source, image, down, right);
        }
    }

    private void FillGaussian(Span<float> kernel)
    {
        for (var i = 0; i < kernel.Length; i++)
        {
            var distance = (i - (kernel.Length / 2)) / Smoothness;
            kernel[i] = MathF.Exp(-distance * distance / 2);
        }

        TensorPrimitives.Divide(kernel, FixedSum.Sum(kernel), kernel);
    }

    /// <summary>Smoothed noise, beyond the border taken as 0. Products are added in the order of the places that they come from.</summary>
    private void Displace(Span<float> field, Span<float> work, ReadOnlySpan<float> kernel, ref CounterRandom random)
    {
        int reach = kernel.Length / 2, pitch = Width + reach;
        Span<float> noise = work[..(work.Length / 2)], smooth = work.Slice(work.Length / 2, Height * pitch);
        noise.Clear();
        for (var y = 0; y < Height; y++)
        {
            foreach (ref var n in noise.Slice((y * pitch) + reach, Width)) n = random.NextFloat(-Strength, Strength);
        }

        var across = smooth[..^reach];
        across.Clear();
        for (var k = 0; k < kernel.Length; k++) TensorPrimitives.MultiplyAdd(noise.Slice(k, across.Length), kernel[k], across, across);
        for (var y = 0; y < Height; y++) smooth.Slice(y * pitch, Width).CopyTo(noise[(y * Width)..]);
        SmoothDown(noise[..field.Length], field, kernel);
    }

    private void SmoothDown(ReadOnlySpan<float> from, Span<float> to, ReadOnlySpan<float> kernel)
    {
        var reach = Math.Min(kernel.Length / 2, Height - 1);
        to.Clear();
        for (var k = -reach; k <= reach; k++)
        {
            var (first, kept) = (Math.Max(0, -k) * Width, (Height - Math.Abs(k)) * Width);
            var sums = to.Slice(first, kept);
            TensorPrimitives.MultiplyAdd(from.Slice(first + (k * Width), kept), kernel[k + (kernel.Length / 2)], sums, sums);
        }
    }

    private void Bend(ReadOnlySpan<float> source, Span<float> image, ReadOnlySpan<float> down, ReadOnlySpan<float> right)
    {
        var i = 0;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++, i++) image[i] = At(source, y + down[i], x + right[i]);
        }
    }

    /// <summary>Bilinear; 0 outside.</summary>
    private float At(ReadOnlySpan<float> image, float y, float x)
    {
        float floorY = MathF.Floor(y), floorX = MathF.Floor(x);
        int top = (int)floorY, left = (int)floorX;
        float below = y - floorY, beside = x - floorX;
        var (upper, lower) = (uint)top < (uint)(Height - 1) && (uint)left < (uint)(Width - 1)
            ? (Between(image[(top * Width) + left], image[(top * Width) + left + 1], beside),
                Between(image[((top + 1) * Width) + left], image[((top + 1) * Width) + left + 1], beside))
            : (Between(Pixel(image, top, left), Pixel(image, top, left + 1), beside),
                Between(Pixel(image, top + 1, left), Pixel(image, top + 1, left + 1), beside));
        return Between(upper, lower, below);
    }

    private static float Between(float first, float second, float share) => ((1 - share) * first) + (share * second);

    private float Pixel(ReadOnlySpan<float> image, int y, int x) => (uint)y < (uint)Height && (uint)x < (uint)Width ? image[(y * Width) + x] : 0;
}
