using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Collects the kernels that a graph of elementwise operators asks for; every node's buffer has the node's number.</summary>
internal sealed class KernelList(ModelGraph graph) : LoweringContext
{
    private Node node = graph.Nodes[0];

    public List<Primitive> Kernels { get; } = [];

    public override Node Node => node;

    public override ModelGraph Graph => graph;

    public override int Out => node.Id;

    public void Lower()
    {
        foreach (var next in graph.Nodes)
        {
            node = next;
            node.Operator.Lower(this);
        }
    }

    public override int In(int input) => node.Inputs[input];

    public override MapOperand Operand(int input, Addressing addressing) => MapOperand.Of(In(input), addressing);

    public override int Scratch(string name, BufferElement element, Shape shape) => throw new NotSupportedException(name);

    public override void Alias(int input)
    {
        // The number of the buffer does not matter here.
    }

    public override string KernelName(string suffix = "") => node.Name + suffix;

    public override string Section(string name, string kind, params Setting[] settings) => throw new NotSupportedException(name);

    public override void EmitDot(int input, Parameter weight, Parameter? bias) => throw new NotSupportedException(weight.Key);

    public override void EmitConvolution(ConvolutionWindow window, int groups, Parameter weight, Parameter? bias) => throw new NotSupportedException(weight.Key);

    public override void EmitPool(ConvolutionWindow window, PoolKind kind) => throw new NotSupportedException(kind.ToString());

    public override void EmitLookup(int ids, Parameter table, Pooling pooling) => throw new NotSupportedException(table.Key);

    public override void EmitFakeQuantize(ActivationRecipe point, bool oneGrid) => throw new NotSupportedException(point.Key);

    public override void Emit(Primitive primitive) => Kernels.Add(primitive);
}
