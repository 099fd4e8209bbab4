using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>The largest magnitude of every channel that a layer reads, by layer.</summary>
/// <param name="layers">Number of layers.</param>
internal sealed unsafe class ChannelPeaks(int layers) : IPassObserver
{
    private readonly float[][] peaks = [.. Enumerable.Repeat(Array.Empty<float>(), layers)];

    /// <inheritdoc/>
    public void Layer(int layer, float* x, in ConvolutionShape shape)
    {
        if (peaks[layer].Length == 0) peaks[layer] = new float[shape.Inputs];
        var pixels = shape.Rows * shape.Height * shape.Width;
        for (var p = 0; p < pixels; p++, x += shape.Inputs)
            TensorPrimitives.MaxMagnitude(peaks[layer], new ReadOnlySpan<float>(x, shape.Inputs), peaks[layer]);
    }

    /// <summary>Takes the larger ones of another, which starts anew.</summary>
    public void Take(ChannelPeaks other)
    {
        for (var i = 0; i < peaks.Length; i++)
        {
            if (peaks[i].Length == 0) peaks[i] = other.peaks[i];
            else if (other.peaks[i].Length > 0) TensorPrimitives.MaxMagnitude(peaks[i], other.peaks[i], peaks[i]);
            other.peaks[i] = [];
        }
    }

    /// <summary>The peaks of <paramref name="channels"/> channels, innermost in what a layer reads; zeros where it was never reached.</summary>
    public double[] Of(int layer, int channels)
    {
        var result = new double[channels];
        for (var i = 0; i < peaks[layer].Length; i++) result[i % channels] = Math.Max(result[i % channels], Math.Abs(peaks[layer][i]));
        return result;
    }
}
