using ImageClassifier.Published;

namespace CompressDsl.Models.Tests.Networks;

/// <summary>
/// A slow obvious interpreter of TensorFlow Lite files of float convolutional networks: the independent computation that compiled networks are
/// compared with.
/// </summary>
internal sealed class TfLiteModel(TfLiteFile file)
{
    /// <summary>The logits (what goes into the softmax) for an image <c>[height, width, channels]</c>.</summary>
    public float[] Logits(float[] image)
    {
        var values = new Dictionary<int, float[]> { [file.Graph.Ints(1)[0]] = image };
        foreach (var op in file.Operators)
        {
            var inputs = op.Ints(1);
            var x = values[inputs[0]];
            if (file.CodeOf(op) == TfLiteCode.Softmax) return x;
            values[op.Ints(2)[0]] = file.CodeOf(op) switch
            {
                TfLiteCode.Convolution => Convolve(op, x),
                TfLiteCode.Add => [.. x.Zip(values[inputs[1]], (a, b) => Activate(a + b, op.Table(4).Byte(0)))],
                TfLiteCode.AveragePool => Average(file.ShapeOf(inputs[0]), x),
                TfLiteCode.Reshape => x,
                TfLiteCode.FullyConnected => Multiply(x, file.ValuesOf(inputs[1]), file.ValuesOf(inputs[2])),
                var code => throw new NotSupportedException($"operator {code}"),
            };
        }

        throw new InvalidDataException("the network does not end in a softmax");
    }

    private static float Activate(float value, byte activation) => activation == 1 ? Math.Max(0, value) : value;

    private float[] Convolve(FlatTable op, float[] x)
    {
        var (inputs, options) = (op.Ints(1), op.Table(4));
        var (image, kernel, result) = (file.ShapeOf(inputs[0]), file.ShapeOf(inputs[1]), file.ShapeOf(op.Ints(2)[0]));
        var (weight, bias, stride) = (file.ValuesOf(inputs[1]), file.ValuesOf(inputs[2]), options.Int(1));
        var before = Math.Max(0, ((result[1] - 1) * stride) + kernel[1] - image[1]) / 2;
        var y = new float[result[1] * result[2] * result[3]];
        for (var i = 0; i < y.Length; i++)
        {
            var (o, column, row) = (i % result[3], i / result[3] % result[2], i / result[3] / result[2]);
            var sum = bias[o];
            for (var tap = 0; tap < kernel[1] * kernel[2]; tap++)
            {
                var (r, c) = ((row * stride) - before + (tap / kernel[2]), (column * stride) - before + (tap % kernel[2]));
                if (r < 0 || c < 0 || r >= image[1] || c >= image[2]) continue;
                for (var k = 0; k < image[3]; k++)
                    sum += x[(((r * image[2]) + c) * image[3]) + k] * weight[(((o * kernel[1] * kernel[2]) + tap) * image[3]) + k];
            }

            y[i] = Activate(sum, options.Byte(3));
        }

        return y;
    }

    private static float[] Average(int[] shape, float[] x) =>
        [.. Enumerable.Range(0, shape[3]).Select(c => Enumerable.Range(0, shape[1] * shape[2]).Average(p => x[(p * shape[3]) + c]))];

    private static float[] Multiply(float[] x, float[] weight, float[] bias) =>
        [.. bias.Select((b, o) => b + Enumerable.Range(0, x.Length).Sum(k => x[k] * weight[(o * x.Length) + k]))];
}
