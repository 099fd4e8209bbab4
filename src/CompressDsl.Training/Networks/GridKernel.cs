using System.Numerics;
using System.Numerics.Tensors;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Weights on their integer grid, as <see cref="WeightGrid"/> defines it, in vectors and in place: the same bits, made for every step
/// of training.
/// </summary>
internal static unsafe class GridKernel
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>Rows of a matrix, one scale each.</summary>
    /// <param name="weights"><c>[rows, columns]</c>.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="max">Largest integer of the grid.</param>
    public static void Rows(float* weights, RowShape shape, int max)
    {
        for (var r = 0; r < shape.Rows; r++)
        {
            var row = new Span<float>(weights + ((nint)r * shape.Columns), shape.Columns);
            var largest = row.IsEmpty ? 0f : MathF.Abs(TensorPrimitives.MaxMagnitude(row));
            Row(row, Scale(largest, max), max);
        }
    }

    /// <summary>Groups of inputs of the rows of a matrix, one scale each.</summary>
    /// <param name="weights"><c>[rows, columns]</c>.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="size">Inputs in a group; the last one of a row may be smaller.</param>
    /// <param name="max">Largest integer of the grid.</param>
    public static void Groups(float* weights, RowShape shape, int size, int max)
    {
        for (var r = 0; r < shape.Rows; r++)
        {
            for (var c = 0; c < shape.Columns; c += size) Rows(weights + ((nint)r * shape.Columns) + c, new RowShape(1, Math.Min(size, shape.Columns - c)), max);
        }
    }

    /// <summary>Columns of a table, one scale each.</summary>
    /// <param name="weights"><c>[rows, columns]</c>.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="max">Largest integer of the grid.</param>
    /// <param name="scales">Receives the scales, <c>[columns]</c>.</param>
    public static void Columns(float* weights, RowShape shape, int max, Span<float> scales)
    {
        scales.Clear();
        for (var r = 0; r < shape.Rows; r++)
            TensorPrimitives.MaxMagnitude(scales, new ReadOnlySpan<float>(weights + ((nint)r * shape.Columns), shape.Columns), scales);
        for (var c = 0; c < scales.Length; c++) scales[c] = Scale(MathF.Abs(scales[c]), max);
        for (var r = 0; r < shape.Rows; r++)
        {
            var row = weights + ((nint)r * shape.Columns);
            var c = 0;
            fixed (float* scale = scales)
            {
                for (; c <= shape.Columns - Vector<float>.Count; c += Vector<float>.Count)
                    Snap(Vector.Load(row + c), Vector.Load(scale + c), max).Store(row + c);
            }

            for (; c < shape.Columns; c++) row[c] = Snap(row[c], scales[c], max);
        }
    }

    /// <summary>The scale of a channel whose largest magnitude is <paramref name="largest"/>.</summary>
    public static float Scale(float largest, int max)
    {
        var scale = largest / max;
        return scale < SmallestNormal || float.IsInfinity(scale) ? 1f : scale;
    }

    private static void Row(Span<float> row, float scale, int max)
    {
        var c = 0;
        fixed (float* weights = row)
        {
            for (; c <= row.Length - Vector<float>.Count; c += Vector<float>.Count)
                Snap(Vector.Load(weights + c), new Vector<float>(scale), max).Store(weights + c);
        }

        for (; c < row.Length; c++) row[c] = Snap(row[c], scale, max);
    }

    private static Vector<float> Snap(Vector<float> weight, Vector<float> scale, int max)
    {
        var q = Vector.Min(Vector.Max(Vector.Round(weight / scale), new Vector<float>(-max)), new Vector<float>(max));
        return q * scale;
    }

    private static float Snap(float weight, float scale, int max) => Math.Clamp(MathF.Round(weight / scale), -max, max) * scale;
}
