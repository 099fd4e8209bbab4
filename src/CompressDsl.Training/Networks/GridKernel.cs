using System.Numerics;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// A weight on its integer grid, as <see cref="WeightGrid"/> defines it, in vectors and in place: the same bits, made for every step of
/// training.
/// </summary>
/// <param name="weight">A matrix or table that is quantised.</param>
internal sealed unsafe class GridKernel(WeightRecipe weight)
{
    private readonly WeightGrid grid = WeightGrid.Of(weight);
    private readonly GridExtents extents = new(WeightGrid.Of(weight));
    private readonly float[] lowest = new float[WeightGrid.Of(weight).Channels];
    private readonly CodebookKernel? codebook = weight.HasCodebook ? new CodebookKernel(weight) : null;

    /// <summary>The scales of the last <see cref="Measure"/>.</summary>
    public float[] Scales { get; } = new float[WeightGrid.Of(weight).Channels];

    /// <summary>The grid.</summary>
    public WeightGrid Grid => grid;

    /// <summary>Scales that were learned; null to measure them.</summary>
    public float[]? Given { get; set; }

    /// <summary>Whether scales of such a grid can be learned.</summary>
    public bool CanLearn => weight.Kind == WeightKind.Matrix && !grid.IsBinary && grid.Details is { HasCodebook: false, IsAsymmetric: false, HasPowerOfTwoScales: false };

    /// <summary>The scale of output <paramref name="row"/>.</summary>
    public float ScaleOf(int row) => Scales[grid.ScaleOf(row, 0)];

    /// <summary>Replaces every weight by its neighbour on the grid, or by the nearest level of its codebook.</summary>
    /// <param name="weights"><c>[rows, columns]</c>.</param>
    public void Snap(float* weights)
    {
        Measure(weights);
        if (codebook is not null)
        {
            codebook.Snap(weights, Scales);
        }
        else if (weight.Kind == WeightKind.Table && !grid.IsPerTensor)
        {
            for (var r = 0; r < grid.Rows; r++) SnapRow(weights + ((nint)r * grid.Columns));
        }
        else
        {
            for (var c = 0; c < Scales.Length; c++)
            {
                var (start, length) = GridExtents.PlaceOf(grid, c);
                SnapChannel(weights + start, length, c);
            }
        }
    }

    /// <summary>Finds the scales, unless they are given.</summary>
    private void Measure(float* weights)
    {
        if (Given is { } given)
        {
            given.CopyTo(Scales, 0);
            Array.Fill(lowest, -grid.Max);
            return;
        }

        extents.Measure(weights);
        for (var c = 0; c < Scales.Length; c++)
        {
            Scales[c] = grid.Scale(extents.Low[c], extents.High[c], extents.MeanMagnitude[c]);
            lowest[c] = grid.Lowest(extents.Low[c], Scales[c]);
        }
    }

    /// <summary>A row of a table, whose columns have scales of their own.</summary>
    private void SnapRow(float* row)
    {
        var c = 0;
        fixed (float* scale = Scales, low = lowest)
        {
            for (; c <= grid.Columns - Vector<float>.Count; c += Vector<float>.Count)
                Snap(Vector.Load(row + c), Vector.Load(scale + c), Vector.Load(low + c)).Store(row + c);
        }

        for (; c < grid.Columns; c++) row[c] = Snap(row[c], Scales[c], lowest[c]);
    }

    /// <summary>Weights that lie together and share a scale.</summary>
    private void SnapChannel(float* weights, int length, int channel)
    {
        var (scale, low, i) = (new Vector<float>(Scales[channel]), new Vector<float>(lowest[channel]), 0);
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count) Snap(Vector.Load(weights + i), scale, low).Store(weights + i);
        for (; i < length; i++) weights[i] = Snap(weights[i], Scales[channel], lowest[channel]);
    }

    private Vector<float> Snap(Vector<float> value, Vector<float> scale, Vector<float> low)
    {
        if (grid.IsBinary) return Vector.ConditionalSelect(Vector.LessThan(value, Vector<float>.Zero), -scale, scale);
        return Vector.Min(Vector.Max(Vector.Round(value / scale), low), low + new Vector<float>(grid.Span)) * scale;
    }

    private float Snap(float value, float scale, float low)
    {
        if (grid.IsBinary) return value < 0 ? -scale : scale;
        return Math.Clamp(MathF.Round(value / scale), low, low + grid.Span) * scale;
    }
}
