using System.Runtime.InteropServices;
using CompressDsl.Benchmarks.Onnx;

namespace CompressDsl.Benchmarks.OnnxRuntime;

/// <summary>A model on one thread with its tensors made once, so that a run is nothing but the run. Lives until the process ends.</summary>
internal sealed unsafe class OrtSession
{
    private const int Alignment = 64;

    private readonly OrtApi api;
    private readonly nint session;
    private readonly OrtBinding binding;
    private readonly float* input;
    private readonly float* output;
    private readonly int inputs;
    private readonly int outputs;

    public OrtSession(OrtApi api, byte[] model, int[] shape, int outputs)
    {
        (this.api, inputs, this.outputs) = (api, shape.Aggregate(1, (product, size) => product * size), outputs);
        session = api.CreateSession(model, api.CreateOptions());
        input = (float*)NativeMemory.AlignedAlloc((nuint)inputs * sizeof(float), Alignment);
        output = (float*)NativeMemory.AlignedAlloc((nuint)outputs * sizeof(float), Alignment);
        binding = new OrtBinding(
            Marshal.StringToCoTaskMemUTF8(DenseOnnx.Input), api.CreateTensor(input, [.. shape.Select(size => (long)size)]),
            Marshal.StringToCoTaskMemUTF8(DenseOnnx.Output), api.CreateTensor(output, [1, outputs]));
    }

    /// <summary>What the next runs read.</summary>
    public Span<float> Input => new(input, inputs);

    /// <summary>What the last run wrote.</summary>
    public ReadOnlySpan<float> Output => new(output, outputs);

    public void Run() => api.Run(session, binding);
}
