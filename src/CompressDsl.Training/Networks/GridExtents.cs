using System.Numerics.Tensors;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>How far the weights of each channel of a grid reach: in vectors, the numbers that the compressor finds one by one.</summary>
internal sealed unsafe class GridExtents(WeightGrid grid)
{
    private readonly double[] sums = new double[grid.IsBinary ? grid.Channels : 0];

    /// <summary>Smallest weight of each channel, 0 if that is positive.</summary>
    public float[] Low { get; } = new float[grid.Channels];

    /// <summary>Largest weight of each channel, 0 if that is negative.</summary>
    public float[] High { get; } = new float[grid.Channels];

    /// <summary>Mean of the magnitudes of each channel; measured for 1 bit alone.</summary>
    public float[] MeanMagnitude { get; } = new float[grid.Channels];

    /// <summary>First weight and number of weights of a channel whose weights lie together.</summary>
    public static (nint Start, int Length) PlaceOf(WeightGrid grid, int channel)
    {
        if (grid.IsPerTensor) return (0, grid.Rows * grid.Columns);
        if (grid.GroupSize == 0) return ((nint)channel * grid.Columns, grid.Columns);
        var (row, first) = (channel / grid.Groups, channel % grid.Groups * grid.GroupSize);
        return (((nint)row * grid.Columns) + first, Math.Min(grid.GroupSize, grid.Columns - first));
    }

    /// <summary>Measures weights <c>[rows, columns]</c>.</summary>
    public void Measure(float* weights)
    {
        if (grid.IsBinary) MeasureMeans(weights);
        else if (grid.Kind == WeightKind.Table && !grid.IsPerTensor) MeasureColumns(weights);
        else MeasureTogether(weights);
    }

    private void MeasureTogether(float* weights)
    {
        for (var c = 0; c < Low.Length; c++)
        {
            var (start, length) = PlaceOf(grid, c);
            var values = new ReadOnlySpan<float>(weights + start, length);
            Low[c] = values.IsEmpty ? 0 : Math.Min(0, TensorPrimitives.Min(values));
            High[c] = values.IsEmpty ? 0 : Math.Max(0, TensorPrimitives.Max(values));
        }
    }

    private void MeasureColumns(float* weights)
    {
        Array.Clear(Low);
        Array.Clear(High);
        for (var r = 0; r < grid.Rows; r++)
        {
            var row = new ReadOnlySpan<float>(weights + ((nint)r * grid.Columns), grid.Columns);
            TensorPrimitives.Min(Low, row, Low);
            TensorPrimitives.Max(High, row, High);
        }
    }

    private void MeasureMeans(float* weights)
    {
        Array.Clear(sums);
        for (var r = 0; r < grid.Rows; r++)
        {
            var row = weights + ((nint)r * grid.Columns);
            for (var c = 0; c < grid.Columns; c++) sums[grid.ScaleOf(r, c)] += MathF.Abs(row[c]);
        }

        var count = (double)grid.Rows * grid.Columns / Low.Length;
        for (var c = 0; c < sums.Length; c++) MeanMagnitude[c] = (float)(sums[c] / count);
    }
}
