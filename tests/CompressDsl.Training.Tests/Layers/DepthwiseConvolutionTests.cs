using CompressDsl.Training;

namespace CompressDsl.Training.Tests.Layers;

/// <summary>Depthwise convolutions against sums written down in double.</summary>
public sealed unsafe class DepthwiseConvolutionTests
{
    /// <summary>Channels, height, width, kernel height and width, stride, padding, dilation.</summary>
    public static TheoryData<int, int, int, int, int, int, int, int> Shapes => new()
    {
        { 64, 25, 5, 3, 3, 1, 1, 1 },
        { 18, 11, 9, 3, 3, 2, 1, 1 },
        { 3, 7, 40, 5, 2, 1, 2, 1 },
        { 1, 6, 6, 3, 3, 1, 0, 2 },
        { 600, 4, 3, 3, 3, 1, 1, 1 },
        { 5, 2, 2, 5, 5, 3, 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_passes_are_the_sums_of_their_definition(int channels, int height, int width, int rows, int columns, int stride, int padding, int dilation)
    {
        var shape = new ConvolutionShape
        {
            Rows = 2, Height = height, Width = width, Inputs = channels, Outputs = channels, Groups = channels, Kernel = (rows, columns),
            Stride = (stride, stride), Padding = (padding, padding), Dilation = (dilation, dilation),
            Result = (Results(height, rows), Results(width, columns)),
        };
        var (x, w, bias, dy) = (Numbers(1, 2 * shape.ImageLength), Numbers(2, shape.Taps * channels), Numbers(3, channels), Numbers(4, 2 * shape.ResultLength));
        double[] y = new double[dy.Length], dx = new double[x.Length], dw = new double[w.Length];
        ForEachProduct(shape, (image, weight, result) =>
        {
            y[result] += (double)x[image] * w[weight];
            dx[image] += (double)dy[result] * w[weight];
            dw[weight] += (double)dy[result] * x[image];
        });
        for (var i = 0; i < y.Length; i++) y[i] += bias[i % channels];

        float[] forward = new float[y.Length], input = new float[x.Length], weights = new float[w.Length];
        fixed (float* px = x, pw = w, pb = bias, pdy = dy, pf = forward, pi = input, pg = weights)
        {
            ImageConvolution.Forward(px, pw, pb, pf, shape);
            ImageConvolution.InputGradient(pdy, pw, pi, shape);
            ImageConvolution.WeightGradient(pdy, px, pg, shape);
        }

        AssertNear(y, forward);
        AssertNear(dx, input);
        AssertNear(dw, weights);

        int Results(int size, int kernel) => ((size + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;
    }

    private static void ForEachProduct(ConvolutionShape s, Action<int, int, int> visit)
    {
        for (var i = 0; i < s.Rows * s.ResultLength * s.Taps; i++)
        {
            var (result, tap) = (i / s.Taps, i % s.Taps);
            var (pixel, channel) = (result / s.Outputs, result % s.Outputs);
            var (row, place) = (pixel / s.Pixels, pixel % s.Pixels);
            var y = (place / s.Result.Width * s.Stride.Height) - s.Padding.Top + (tap / s.Kernel.Width * s.Dilation.Height);
            var x = (place % s.Result.Width * s.Stride.Width) - s.Padding.Left + (tap % s.Kernel.Width * s.Dilation.Width);
            if (y < 0 || y >= s.Height || x < 0 || x >= s.Width) continue;
            visit((((((row * s.Height) + y) * s.Width) + x) * s.Inputs) + channel, (channel * s.Taps) + tap, result);
        }
    }

    private static float[] Numbers(ulong stream, int count)
    {
        var random = new CounterRandom(11, stream);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextFloat(-1, 1))];
    }

    private static void AssertNear(double[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-4);
    }
}
