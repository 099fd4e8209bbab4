using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Benchmarks.Onnx;
using CompressDsl.Benchmarks.OnnxRuntime;

namespace CompressDsl.Benchmarks.Peers;

/// <summary>ONNX Runtime with the same network and the same weights.</summary>
internal sealed record PeerSessions(OrtSession Int8, OrtSession Float)
{
    public static PeerSessions Open(OrtApi api, DenseNetwork network) => new(
        new OrtSession(api, DenseOnnx.Quantized(network), network.Inputs, network.Outputs),
        new OrtSession(api, DenseOnnx.Float(network), network.Inputs, network.Outputs));
}
