namespace CompressDsl.Benchmarks.Onnx;

/// <summary>One operator of the graph with integer attributes.</summary>
internal sealed record OnnxNode(string Operator, string[] Inputs, string Output, params (string Name, long Value)[] Attributes)
{
    private const int IntegerAttribute = 2;

    public ProtobufMessage ToMessage() => new ProtobufMessage()
        .Each(Inputs, (m, input) => m.Text(1, input))
        .Text(2, Output)
        .Text(3, "node_" + Output)
        .Text(4, Operator)
        .Each(Attributes, (m, attribute) => m.Message(5, new ProtobufMessage()
            .Text(1, attribute.Name)
            .Integer(3, attribute.Value)
            .Integer(20, IntegerAttribute)));
}
