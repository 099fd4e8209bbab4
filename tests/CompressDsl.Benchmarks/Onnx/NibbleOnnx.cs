using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Core;

namespace CompressDsl.Benchmarks.Onnx;

/// <summary>A layer as the operator MatMulNBits of ONNX Runtime, on our own 4-bit grid with a scale for every 32 inputs.</summary>
internal static class NibbleOnnx
{
    /// <summary>Inputs that share a scale.</summary>
    public const int GroupSize = 32;

    /// <summary>Accuracy level with float activations.</summary>
    public const int FloatActivations = 1;

    /// <summary>Accuracy level with 8-bit activations, measured at the call.</summary>
    public const int ByteActivations = 4;

    private const int Zero = 8;

    public static byte[] Of(DenseLayer layer, int accuracyLevel)
    {
        var graph = new OnnxGraph("nibbles", new OnnxValue(DenseOnnx.Input, 1, layer.Inputs), new OnnxValue(DenseOnnx.Output, 1, layer.Outputs));
        var grid = new WeightGrid(WeightKind.Matrix, layer.Outputs, layer.Inputs, Bits: 4) { Details = new() { GroupSize = GroupSize } };
        var scales = grid.Scales(layer.Weight);
        var weight = graph.Add(OnnxTensor.Of<byte>(
            "weight", OnnxElement.UInt8, [layer.Outputs, layer.Inputs / GroupSize, GroupSize / 2], Packed(grid.Quantize(layer.Weight, scales))));
        var scale = graph.Add(OnnxTensor.Of<float>("scale", OnnxElement.Float, [scales.Length], scales));
        var bias = graph.Add(OnnxTensor.Of<float>("bias", OnnxElement.Float, [layer.Outputs], layer.Bias));
        graph.Add(new OnnxNode(
            "MatMulNBits", [DenseOnnx.Input, weight, scale, "", "", bias], DenseOnnx.Output,
            ("K", layer.Inputs), ("N", layer.Outputs), ("bits", 4), ("block_size", GroupSize), ("accuracy_level", accuracyLevel)) { Domain = "com.microsoft" });
        return graph.ToBytes();
    }

    private static byte[] Packed(sbyte[] weights)
    {
        var packed = new byte[weights.Length / 2];
        for (var i = 0; i < packed.Length; i++) packed[i] = (byte)((weights[2 * i] + Zero) | ((weights[(2 * i) + 1] + Zero) << 4));
        return packed;
    }
}
