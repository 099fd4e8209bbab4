using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>Gradients of poolings over images with channels last. Of a shape's channels, inputs and outputs are the same.</summary>
public static unsafe class PoolGradients
{
    /// <summary>
    /// Gradient of a max pooling: goes to the first of the largest elements under the window, row by row; an element that is the largest under
    /// several windows gets the sum.
    /// </summary>
    /// <param name="x">Images.</param>
    /// <param name="dy">Gradient of the results.</param>
    /// <param name="dx">Gradient of the images, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    public static void Max(float* x, float* dy, float* dx, in ConvolutionShape shape)
    {
        for (var row = 0; row < shape.Rows; row++, x += shape.ImageLength, dx += shape.ImageLength)
        {
            new Span<float>(dx, shape.ImageLength).Clear();
            for (var pixel = 0; pixel < shape.Pixels; pixel++, dy += shape.Inputs)
            {
                var window = PoolWindow.Of(shape, pixel);
                for (var c = 0; c < shape.Inputs; c++) dx[Largest(x + c, window) + c] += dy[c];
            }
        }
    }

    /// <summary>Gradient of an average pooling: every element under a window gets an equal share.</summary>
    /// <param name="dy">Gradient of the results.</param>
    /// <param name="dx">Gradient of the images, overwritten.</param>
    /// <param name="countsPadding">Whether the padding under the window counts as elements.</param>
    /// <param name="shape">The sizes.</param>
    public static void Average(float* dy, float* dx, bool countsPadding, in ConvolutionShape shape)
    {
        for (var row = 0; row < shape.Rows; row++, dx += shape.ImageLength)
        {
            new Span<float>(dx, shape.ImageLength).Clear();
            for (var pixel = 0; pixel < shape.Pixels; pixel++, dy += shape.Inputs)
            {
                var window = PoolWindow.Of(shape, pixel);
                var share = 1f / (countsPadding ? shape.Taps : window.Rows * window.Columns);
                for (var tap = 0; tap < window.Rows * window.Columns; tap++)
                {
                    var sums = new Span<float>(dx + window.Place(tap), shape.Inputs);
                    TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(dy, shape.Inputs), share, sums, sums);
                }
            }
        }
    }

    private static nint Largest(float* x, in PoolWindow window)
    {
        var best = window.Start;
        for (var y = 0; y < window.Rows; y++)
        {
            var at = window.Start + (y * window.RowStep);
            for (var i = 0; i < window.Columns; i++, at += window.ColumnStep)
            {
                if (x[at] > x[best]) best = at;
            }
        }

        return best;
    }
}
