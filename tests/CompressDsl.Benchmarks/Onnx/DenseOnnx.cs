using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Core;

namespace CompressDsl.Benchmarks.Onnx;

/// <summary>Writes fully connected networks as ONNX, in float and with QuantizeLinear / DequantizeLinear pairs on our own grids.</summary>
internal static class DenseOnnx
{
    /// <summary>Name of the graph's input.</summary>
    public const string Input = "input";

    /// <summary>Name of the graph's output.</summary>
    public const string Output = "output";

    /// <summary>Float weights and activations.</summary>
    public static byte[] Float(DenseNetwork network)
    {
        var graph = GraphOf(network);
        var value = Input;
        foreach (var layer in network.Layers)
        {
            var weight = graph.Add(OnnxTensor.Of<float>(layer.Key + ".weight", OnnxElement.Float, [layer.Inputs, layer.Outputs], Transposed(layer.Weight, layer)));
            var bias = graph.Add(OnnxTensor.Of<float>(layer.Key + ".bias", OnnxElement.Float, [layer.Outputs], layer.Bias));
            value = AddDot(graph, layer, value, weight, bias);
        }

        return graph.ToBytes();
    }

    /// <summary>u8 activations and s8 weights per output channel; the same integers as in the compiled network.</summary>
    public static byte[] Quantized(DenseNetwork network)
    {
        var graph = GraphOf(network);
        var value = Input;
        foreach (var (layer, range) in network.Layers.Zip(network.Ranges))
        {
            var activation = ActivationGrid.FromRange(range.Low, range.High);
            value = AddActivationGrid(graph, layer, value, activation);
            var (weight, bias) = AddQuantizedWeights(graph, layer, activation);
            value = AddDot(graph, layer, value, weight, bias);
        }

        return graph.ToBytes();
    }

    private static OnnxGraph GraphOf(DenseNetwork network) =>
        new("dense", new OnnxValue(Input, 1, network.Inputs), new OnnxValue(Output, 1, network.Outputs));

    private static string AddDot(OnnxGraph graph, DenseLayer layer, string value, string weight, string bias)
    {
        var sum = graph.Add(new OnnxNode("Gemm", [value, weight, bias], layer.Relu ? layer.Key + ".sum" : Output));
        return layer.Relu ? graph.Add(new OnnxNode("Relu", [sum], layer.Key + ".relu")) : sum;
    }

    private static string AddActivationGrid(OnnxGraph graph, DenseLayer layer, string value, ActivationGrid grid)
    {
        var scale = graph.Add(OnnxTensor.Of(layer.Key + ".input.scale", grid.Scale));
        var zeroPoint = graph.Add(OnnxTensor.Of(layer.Key + ".input.zero", (byte)grid.ZeroPoint));
        var quantized = graph.Add(new OnnxNode("QuantizeLinear", [value, scale, zeroPoint], layer.Key + ".input.q"));
        return graph.Add(new OnnxNode("DequantizeLinear", [quantized, scale, zeroPoint], layer.Key + ".input.dq"));
    }

    private static (string Weight, string Bias) AddQuantizedWeights(OnnxGraph graph, DenseLayer layer, ActivationGrid activation)
    {
        var grid = new WeightGrid(WeightKind.Matrix, layer.Outputs, layer.Inputs, Bits: 8);
        var scales = grid.Scales(layer.Weight);
        var biasScales = scales.Select(s => activation.Scale * s).ToArray();
        var bias = layer.Bias.Zip(biasScales).Select(b => (int)Math.Round((double)b.First / b.Second)).ToArray();
        var weight = graph.Add(OnnxTensor.Of<sbyte>(layer.Key + ".weight.q", OnnxElement.Int8, [layer.Inputs, layer.Outputs], Transposed(grid.Quantize(layer.Weight, scales), layer)));
        var weightScale = graph.Add(OnnxTensor.Of<float>(layer.Key + ".weight.scale", OnnxElement.Float, [layer.Outputs], scales));
        var weightZero = graph.Add(OnnxTensor.Of<sbyte>(layer.Key + ".weight.zero", OnnxElement.Int8, [layer.Outputs], new sbyte[layer.Outputs]));
        var biasValues = graph.Add(OnnxTensor.Of<int>(layer.Key + ".bias.q", OnnxElement.Int32, [layer.Outputs], bias));
        var biasScale = graph.Add(OnnxTensor.Of<float>(layer.Key + ".bias.scale", OnnxElement.Float, [layer.Outputs], biasScales));
        var biasZero = graph.Add(OnnxTensor.Of<int>(layer.Key + ".bias.zero", OnnxElement.Int32, [layer.Outputs], new int[layer.Outputs]));
        return (
            graph.Add(new OnnxNode("DequantizeLinear", [weight, weightScale, weightZero], layer.Key + ".weight.dq", ("axis", 1))),
            graph.Add(new OnnxNode("DequantizeLinear", [biasValues, biasScale, biasZero], layer.Key + ".bias.dq", ("axis", 0))));
    }

    // ONNX Runtime packs [inputs, outputs] best.
    private static T[] Transposed<T>(T[] weight, DenseLayer layer)
    {
        var result = new T[weight.Length];
        for (var i = 0; i < weight.Length; i++)
        {
            result[((i % layer.Inputs) * layer.Outputs) + (i / layer.Inputs)] = weight[i];
        }

        return result;
    }
}
