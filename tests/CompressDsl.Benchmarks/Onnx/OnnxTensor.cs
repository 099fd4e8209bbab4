using System.Runtime.InteropServices;

namespace CompressDsl.Benchmarks.Onnx;

/// <summary>A constant of the graph.</summary>
internal sealed record OnnxTensor(string Name, OnnxElement Element, int[] Shape, byte[] Data)
{
    public static OnnxTensor Of<T>(string name, OnnxElement element, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged => new(name, element, shape, MemoryMarshal.AsBytes(values).ToArray());

    public static OnnxTensor Of(string name, float value) => Of<float>(name, OnnxElement.Float, [], [value]);

    public static OnnxTensor Of(string name, byte value) => new(name, OnnxElement.UInt8, [], [value]);

    public ProtobufMessage ToMessage() => new ProtobufMessage()
        .Each(Shape, (m, size) => m.Integer(1, size))
        .Integer(2, (int)Element)
        .Text(8, Name)
        .Bytes(9, Data);
}
