namespace CompressDsl.Benchmarks.Onnx;

/// <summary>One operator of the graph with attributes that are integers or lists of them.</summary>
internal sealed record OnnxNode(string Operator, string[] Inputs, string Output, params (string Name, long Value)[] Attributes)
{
    private const int IntegerAttribute = 2;
    private const int ListAttribute = 7;

    /// <summary>Attributes that are lists.</summary>
    public (string Name, int[] Values)[] Lists { get; init; } = [];

    /// <summary>Who defines the operator; empty for ONNX itself.</summary>
    public string Domain { get; init; } = "";

    public ProtobufMessage ToMessage() => new ProtobufMessage()
        .Each(Inputs, (m, input) => m.Text(1, input))
        .Text(2, Output)
        .Text(3, "node_" + Output)
        .Text(4, Operator)
        .Text(7, Domain)
        .Each(Attributes, (m, attribute) => m.Message(5, new ProtobufMessage()
            .Text(1, attribute.Name)
            .Integer(3, attribute.Value)
            .Integer(20, IntegerAttribute)))
        .Each(Lists, (m, attribute) => m.Message(5, new ProtobufMessage()
            .Text(1, attribute.Name)
            .Each(attribute.Values, (list, value) => list.Integer(8, value))
            .Integer(20, ListAttribute)));
}
