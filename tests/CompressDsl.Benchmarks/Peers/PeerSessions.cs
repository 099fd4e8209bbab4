using CompressDsl.Benchmarks.Workloads;
using CompressDsl.Benchmarks.OnnxRuntime;

namespace CompressDsl.Benchmarks.Peers;

/// <summary>ONNX Runtime with the same network and the same weights.</summary>
internal sealed record PeerSessions(OrtSession Int8, OrtSession Float)
{
    public static PeerSessions Open(OrtApi api, INetwork network) => new(
        new OrtSession(api, network.ToQuantizedOnnx(), network.InputShape, network.Outputs),
        new OrtSession(api, network.ToFloatOnnx(), network.InputShape, network.Outputs));
}
