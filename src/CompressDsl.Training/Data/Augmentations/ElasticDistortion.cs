using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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
        var space = new ElasticSpace(Height, Width, (int)Math.Ceiling(Reach * (double)Smoothness));
        FillGaussian(space.Kernel);
        Displace(space.Down, space, ref random);
        Displace(space.Right, space, ref random);
        Bend(features, space);
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
    private void Displace(Span<float> field, in ElasticSpace space, ref CounterRandom random)
    {
        var (reach, pitch) = (space.Reach, space.Pitch);
        for (var y = 0; y < Height; y++)
        {
            random.Fill(space.Noise.Slice(reach, Width), -Strength, Strength);
            Smoothing.Apply(space.Noise, space.Across.Slice(y * pitch, pitch), space.Kernel, 1);
        }

        for (var y = 0; y < Height; y++)
        {
            var (first, end) = (Math.Max(0, y - reach), Math.Min(Height, y + reach + 1));
            Smoothing.Apply(space.Across[(first * pitch)..], field.Slice(y * pitch, pitch), space.Kernel.Slice(first - y + reach, end - first), pitch);
        }
    }

    private void Bend(Span<float> features, in ElasticSpace space)
    {
        var map = new BilinearMap(Height, Width);
        var places = MemoryMarshal.Cast<float, int>(space.Across);
        map.FindPlaces(space.Down, space.Right, places, space.Pitch);
        for (var start = 0; start < features.Length; start += Height * Width)
        {
            map.AddBorder(features.Slice(start, Height * Width), space.Bordered);
            for (var y = 0; y < Height; y++)
            {
                var at = y * space.Pitch;
                map.TakeRow(space.Bordered, features.Slice(start + (y * Width), Width), places[at..], space.Down[at..], space.Right[at..]);
            }
        }
    }
}
