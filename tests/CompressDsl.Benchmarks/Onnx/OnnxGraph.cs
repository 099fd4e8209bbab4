namespace CompressDsl.Benchmarks.Onnx;

/// <summary>A graph in the order of execution, and the file it makes.</summary>
internal sealed class OnnxGraph(string name, OnnxValue input, OnnxValue output)
{
    private const int IrVersion = 8;
    private const int Opset = 17;

    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxTensor> constants = [];

    /// <summary>Adds a constant and says its name.</summary>
    public string Add(OnnxTensor constant)
    {
        constants.Add(constant);
        return constant.Name;
    }

    /// <summary>Adds an operator and says the name of its result.</summary>
    public string Add(OnnxNode node)
    {
        nodes.Add(node);
        return node.Output;
    }

    /// <summary>The bytes of the .onnx file.</summary>
    public byte[] ToBytes() => new ProtobufMessage()
        .Integer(1, IrVersion)
        .Text(2, "CompressDsl")
        .Message(7, new ProtobufMessage()
            .Each(nodes, (m, node) => m.Message(1, node.ToMessage()))
            .Text(2, name)
            .Each(constants, (m, constant) => m.Message(5, constant.ToMessage()))
            .Message(11, input.ToMessage())
            .Message(12, output.ToMessage()))
        .Message(8, new ProtobufMessage().Text(1, "").Integer(2, Opset))
        .Each(nodes.Select(n => n.Domain).Where(d => d.Length > 0).Distinct(), (m, domain) => m.Message(8, new ProtobufMessage().Text(1, domain).Integer(2, 1)))
        .ToBytes();
}
