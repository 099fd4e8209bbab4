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
        var pixels = Height * Width;
        var taps = (2 * (int)Math.Ceiling(Reach * (double)Smoothness)) + 1;
        var scratch = Scratch.Rent((4 * pixels) + taps);
        Span<float> down = scratch[..pixels], right = scratch.Slice(pixels, pixels), work = scratch.Slice(2 * pixels, pixels);
        Span<float> source = scratch.Slice(3 * pixels, pixels), kernel = scratch.Slice(4 * pixels, taps);
        FillGaussian(kernel);
        Displace(down, work, kernel, ref random);
        Displace(right, work, kernel, ref random);
        for (var start = 0; start < features.Length; start += pixels)
        {
            var image = features.Slice(start, pixels);
            image.CopyTo(source);
            for (var i = 0; i < pixels; i++) image[i] = At(source, (i / Width) + down[i], (i % Width) + right[i]);
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

    /// <summary>Smoothed noise, beyond the border taken as 0.</summary>
    private void Displace(Span<float> field, Span<float> work, ReadOnlySpan<float> kernel, ref CounterRandom random)
    {
        foreach (ref var f in field) f = random.NextFloat(-Strength, Strength);
        Smooth(field, work, kernel, (1, Width));
        Smooth(work, field, kernel, (Width, Height));
    }

    private static void Smooth(ReadOnlySpan<float> from, Span<float> to, ReadOnlySpan<float> kernel, (int Step, int Length) axis)
    {
        var reach = kernel.Length / 2;
        for (var i = 0; i < from.Length; i++)
        {
            var at = i / axis.Step % axis.Length;
            var sum = 0f;
            for (var k = Math.Max(-reach, -at); k <= Math.Min(reach, axis.Length - 1 - at); k++) sum += kernel[k + reach] * from[i + (k * axis.Step)];
            to[i] = sum;
        }
    }

    /// <summary>Bilinear; 0 outside.</summary>
    private float At(ReadOnlySpan<float> image, float y, float x)
    {
        int top = (int)MathF.Floor(y), left = (int)MathF.Floor(x);
        float below = y - top, beside = x - left;
        var upper = ((1 - beside) * Pixel(image, top, left)) + (beside * Pixel(image, top, left + 1));
        var lower = ((1 - beside) * Pixel(image, top + 1, left)) + (beside * Pixel(image, top + 1, left + 1));
        return ((1 - below) * upper) + (below * lower);
    }

    private float Pixel(ReadOnlySpan<float> image, int y, int x) => (uint)y < (uint)Height && (uint)x < (uint)Width ? image[(y * Width) + x] : 0;
}
