namespace CompressDsl.Benchmarks.Onnx;

/// <summary>A float input or output of the graph.</summary>
internal sealed record OnnxValue(string Name, params int[] Shape)
{
    public ProtobufMessage ToMessage() => new ProtobufMessage()
        .Text(1, Name)
        .Message(2, new ProtobufMessage().Message(1, new ProtobufMessage()
            .Integer(1, (int)OnnxElement.Float)
            .Message(2, new ProtobufMessage().Each(Shape, (m, size) => m.Message(1, new ProtobufMessage().Integer(1, size))))));
}
