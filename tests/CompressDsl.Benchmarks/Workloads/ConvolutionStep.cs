namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A convolution, or a linear layer where the kernel is as large as the image; padded as far as the result asks for it.</summary>
/// <param name="Key">Name in the checkpoint.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Window">Rows and columns of the kernel, stride and groups.</param>
/// <param name="Weight"><c>[outputs, inputs / groups, rows, columns]</c>.</param>
/// <param name="Bias"><c>[outputs]</c>: a batch norm is folded into both.</param>
internal sealed record ConvolutionStep(
    string Key, ImageValue Input, ImageValue Result, (int Rows, int Columns, int Stride, int Groups) Window,
    float[] Weight, float[] Bias, ImageActivation Activation)
    : ImageStep(Result, Activation)
{
    public override ImageValue[] Operands => [Input];

    public bool IsLinear => Result.Height * Result.Width == 1 && (Window.Rows, Window.Columns) == (Input.Height, Input.Width);

    /// <summary>Shape of the weight in the checkpoint.</summary>
    public int[] WeightShape => IsLinear
        ? [Result.Channels, Input.Count]
        : [Result.Channels, Input.Channels / Window.Groups, Window.Rows, Window.Columns];

    /// <summary>Padding at the top, left, bottom and right.</summary>
    public int[] Padding
    {
        get
        {
            int Total(int size, int result, int kernel) => Math.Max(0, ((result - 1) * Window.Stride) + kernel - size);
            var (rows, columns) = (Total(Input.Height, Result.Height, Window.Rows), Total(Input.Width, Result.Width, Window.Columns));
            return [rows / 2, columns / 2, rows - (rows / 2), columns - (columns / 2)];
        }
    }

    public override float[] Run(IReadOnlyList<float[]> operands)
    {
        var result = new float[Result.Count];
        var padding = Padding;
        for (var i = 0; i < result.Length; i++)
        {
            var (channel, pixel) = (i / (Result.Height * Result.Width), i % (Result.Height * Result.Width));
            var (y, x) = (pixel / Result.Width * Window.Stride, pixel % Result.Width * Window.Stride);
            result[i] = Bias[channel] + Sum(operands[0], channel, y - padding[0], x - padding[1]);
        }

        return result;
    }

    private float Sum(float[] image, int output, int top, int left)
    {
        var each = Input.Channels / Window.Groups;
        var first = output / (Result.Channels / Window.Groups) * each;
        var sum = 0f;
        for (var channel = 0; channel < each; channel++)
        {
            for (var y = Math.Max(0, -top); y < Math.Min(Window.Rows, Input.Height - top); y++)
            {
                var pixels = (((first + channel) * Input.Height) + top + y) * Input.Width;
                var weights = ((((output * each) + channel) * Window.Rows) + y) * Window.Columns;
                for (var x = Math.Max(0, -left); x < Math.Min(Window.Columns, Input.Width - left); x++)
                {
                    sum += image[pixels + left + x] * Weight[weights + x];
                }
            }
        }

        return sum;
    }
}
