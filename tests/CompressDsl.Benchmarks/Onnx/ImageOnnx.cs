using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Core;

namespace CompressDsl.Benchmarks.Onnx;

/// <summary>
/// Writes networks of convolutions as ONNX, in float and with a QuantizeLinear / DequantizeLinear pair on every value, as quantisation
/// tools write them.
/// </summary>
internal sealed class ImageOnnx
{
    /// <summary>Name of the graph's input.</summary>
    public const string Input = DenseOnnx.Input;

    private readonly ImageNetwork network;
    private readonly bool quantized;
    private readonly OnnxGraph graph;
    private readonly Dictionary<ImageValue, string> names = [];

    private ImageOnnx(ImageNetwork network, bool quantized)
    {
        (this.network, this.quantized) = (network, quantized);
        graph = new("image", new OnnxValue(Input, network.InputShape), new OnnxValue(DenseOnnx.Output, 1, network.Outputs));
    }

    public static byte[] Write(ImageNetwork network, bool quantized)
    {
        var onnx = new ImageOnnx(network, quantized);
        onnx.names[network.Image] = onnx.OnGrid(Input, network.Image);
        foreach (var step in network.Steps)
        {
            onnx.Add(step);
        }

        return onnx.graph.ToBytes();
    }

    private void Add(ImageStep step)
    {
        var isAnswer = step.Result == network.Answer;
        var name = isAnswer ? DenseOnnx.Output : step.Activation == ImageActivation.None ? step.Result.Name + ".value" : step.Result.Name + ".sum";
        var operands = step.Operands.Select(o => names[o]).ToArray();
        var result = step switch
        {
            ConvolutionStep { IsLinear: true } layer => AddLinear(layer, operands[0], name),
            ConvolutionStep layer => AddConvolution(layer, operands[0], name),
            MeanStep => graph.Add(new OnnxNode("GlobalAveragePool", operands, name)),
            MaxPoolStep pool => graph.Add(new OnnxNode("MaxPool", operands, name) { Lists = [("kernel_shape", [pool.Size, pool.Size]), ("strides", [pool.Size, pool.Size])] }),
            _ => graph.Add(new OnnxNode("Add", operands, name)),
        };
        result = Activated(step, result);
        names[step.Result] = isAnswer ? result : OnGrid(result, step.Result);
    }

    private string Activated(ImageStep step, string sum) => step.Activation switch
    {
        ImageActivation.None => sum,
        ImageActivation.Relu => graph.Add(new OnnxNode("Relu", [sum], step.Result.Name + ".relu")),
        _ => graph.Add(new OnnxNode("Clip", [sum, Number(step, "low", 0), Number(step, "high", 6)], step.Result.Name + ".relu6")),
    };

    private string Number(ImageStep step, string name, float value) =>
        graph.Add(OnnxTensor.Of($"{step.Result.Name}.{name}", value));

    private string AddConvolution(ConvolutionStep layer, string value, string name)
    {
        var (weight, bias) = Parameters(layer);
        var window = layer.Window;
        return graph.Add(new OnnxNode("Conv", [value, weight, bias], name, ("group", window.Groups))
        {
            Lists =
            [
                ("kernel_shape", [window.Rows, window.Columns]),
                ("strides", [window.Stride, window.Stride]),
                ("pads", layer.Padding),
            ],
        });
    }

    private string AddLinear(ConvolutionStep layer, string value, string name)
    {
        var (weight, bias) = Parameters(layer);
        var flat = graph.Add(new OnnxNode("Flatten", [value], layer.Key + ".flat", ("axis", 1)));
        return graph.Add(new OnnxNode("Gemm", [flat, weight, bias], name, ("transB", 1)));
    }

    private string OnGrid(string value, ImageValue of)
    {
        if (!quantized)
        {
            return value;
        }

        var grid = network.GridOf(of);
        var scale = graph.Add(OnnxTensor.Of(of.Name + ".scale", grid.Scale));
        var zeroPoint = graph.Add(OnnxTensor.Of(of.Name + ".zero", (byte)grid.ZeroPoint));
        var bytes = graph.Add(new OnnxNode("QuantizeLinear", [value, scale, zeroPoint], of.Name + ".q"));
        return graph.Add(new OnnxNode("DequantizeLinear", [bytes, scale, zeroPoint], of.Name + ".dq"));
    }

    private (string Weight, string Bias) Parameters(ConvolutionStep layer)
    {
        var (outputs, columns) = (layer.Bias.Length, layer.Weight.Length / layer.Bias.Length);
        if (!quantized)
        {
            return (
                graph.Add(OnnxTensor.Of<float>(layer.Key + ".weight", OnnxElement.Float, layer.WeightShape, layer.Weight)),
                graph.Add(OnnxTensor.Of<float>(layer.Key + ".bias", OnnxElement.Float, [outputs], layer.Bias)));
        }

        var grid = new WeightGrid(WeightKind.Matrix, outputs, columns, Bits: 8);
        var scales = grid.Scales(layer.Weight);
        var integers = grid.Quantize(layer.Weight, scales);
        var weight = OnnxTensor.Of<sbyte>(layer.Key + ".weight.q", OnnxElement.Int8, layer.WeightShape, integers);
        var biasScales = scales.Select(s => network.GridOf(layer.Input).Scale * s).ToArray();
        var biases = layer.Bias.Zip(biasScales, (value, scale) => (int)Math.Round((double)value / scale)).ToArray();
        var bias = OnnxTensor.Of<int>(layer.Key + ".bias.q", OnnxElement.Int32, [outputs], biases);
        return (
            Dequantized(layer.Key + ".weight", weight, scales, OnnxElement.Int8),
            Dequantized(layer.Key + ".bias", bias, biasScales, OnnxElement.Int32));
    }

    private string Dequantized(string name, OnnxTensor values, float[] scales, OnnxElement element)
    {
        var scale = graph.Add(OnnxTensor.Of<float>(name + ".scale", OnnxElement.Float, [scales.Length], scales));
        var zeros = new byte[scales.Length * (element == OnnxElement.Int8 ? sizeof(sbyte) : sizeof(int))];
        var zero = graph.Add(new OnnxTensor(name + ".zero", element, [scales.Length], zeros));
        return graph.Add(new OnnxNode("DequantizeLinear", [graph.Add(values), scale, zero], name + ".dq", ("axis", 0)));
    }
}
