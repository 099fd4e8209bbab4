namespace CompressDsl.Models.Tests.Networks;

/// <summary>
/// A TensorFlow Lite file of float convolutional networks, and a slow obvious interpreter of it: the independent computation that compiled
/// networks are compared with. Schema: tensorflow/lite/schema/schema.fbs.
/// </summary>
internal sealed class TfLiteModel
{
    private readonly FlatTable graph;
    private readonly FlatTable[] tensors;
    private readonly FlatTable[] buffers;
    private readonly int[] codes;

    public TfLiteModel(byte[] file)
    {
        var model = FlatTable.Root(file);
        codes = [.. model.Tables(1).Select(c => Math.Max((int)c.Byte(0), c.Int(3)))];
        graph = model.Tables(2)[0];
        buffers = model.Tables(4);
        tensors = graph.Tables(0);
    }

    private enum Code
    {
        Add = 0,
        AveragePool = 1,
        Convolution = 3,
        FullyConnected = 9,
        Reshape = 22,
        Softmax = 25,
    }

    /// <summary>Weights and biases of the convolutions and the linear layer, in the order of the network.</summary>
    public IReadOnlyList<(int[] Shape, float[] Weight, float[] Bias)> Layers =>
        [.. graph.Tables(3).Where(o => CodeOf(o) is Code.Convolution or Code.FullyConnected).Select(o =>
        {
            var inputs = o.Ints(1);
            return (tensors[inputs[1]].Ints(0), ValuesOf(inputs[1]), ValuesOf(inputs[2]));
        })];

    /// <summary>The logits (what goes into the softmax) for an image <c>[height, width, channels]</c>.</summary>
    public float[] Logits(float[] image)
    {
        var values = new Dictionary<int, float[]> { [graph.Ints(1)[0]] = image };
        foreach (var op in graph.Tables(3))
        {
            var inputs = op.Ints(1);
            var x = values[inputs[0]];
            if (CodeOf(op) == Code.Softmax) return x;
            values[op.Ints(2)[0]] = CodeOf(op) switch
            {
                Code.Convolution => Convolve(op, x),
                Code.Add => [.. x.Zip(values[inputs[1]], (a, b) => Activate(a + b, op.Table(4).Byte(0)))],
                Code.AveragePool => Average(tensors[inputs[0]].Ints(0), x),
                Code.Reshape => x,
                Code.FullyConnected => Multiply(x, ValuesOf(inputs[1]), ValuesOf(inputs[2])),
                var code => throw new NotSupportedException($"operator {code}"),
            };
        }

        throw new InvalidDataException("the network does not end in a softmax");
    }

    private Code CodeOf(FlatTable op) => (Code)codes[op.Int(0)];

    private float[] ValuesOf(int tensor) => buffers[tensors[tensor].Int(2)].Floats(0);

    private static float Activate(float value, byte activation) => activation == 1 ? Math.Max(0, value) : value;

    private float[] Convolve(FlatTable op, float[] x)
    {
        var (inputs, options) = (op.Ints(1), op.Table(4));
        var (image, kernel, result) = (tensors[inputs[0]].Ints(0), tensors[inputs[1]].Ints(0), tensors[op.Ints(2)[0]].Ints(0));
        var (weight, bias, stride) = (ValuesOf(inputs[1]), ValuesOf(inputs[2]), options.Int(1));
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
