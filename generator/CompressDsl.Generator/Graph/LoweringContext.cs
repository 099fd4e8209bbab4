using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>What an operator is handed to become kernels: buffers for its operands and result, packed sections for its parameters.</summary>
internal abstract class LoweringContext
{
    /// <summary>The node being lowered.</summary>
    public abstract Node Node { get; }

    /// <summary>The whole graph.</summary>
    public abstract ModelGraph Graph { get; }

    /// <summary>Type of operand <paramref name="input"/>.</summary>
    public TensorType TypeOf(int input) => Graph[Node.Inputs[input]].Type;

    /// <summary>Buffer of operand <paramref name="input"/>; float values are floats here, whatever they are elsewhere.</summary>
    public abstract int In(int input);

    /// <summary>Whether operand <paramref name="input"/> is a parameter (read from a packed section, not from a buffer).</summary>
    public bool IsParameter(int input) => Graph[Node.Inputs[input]].Operator is Parameter;

    /// <summary>The parameter that is operand <paramref name="input"/>.</summary>
    public Parameter ParameterOf(int input) => (Parameter)Graph[Node.Inputs[input]].Operator;

    /// <summary>Operand <paramref name="input"/> of a map: buffer or float section.</summary>
    public abstract MapOperand Operand(int input, Addressing addressing);

    /// <summary>Buffer of the result.</summary>
    public abstract int Out { get; }

    /// <summary>A further scratch buffer.</summary>
    public abstract int Scratch(string name, BufferElement element, Shape shape);

    /// <summary>Makes the result share the operand's buffer (reshape, flatten): no kernel.</summary>
    public abstract void Alias(int input);

    /// <summary>A name for a kernel of this node: PascalCase of the node's name and <paramref name="suffix"/>, unique.</summary>
    public abstract string KernelName(string suffix = "");

    /// <summary>Adds a section to the packed model and returns its name; the same request twice gives the same section.</summary>
    public abstract string Section(string name, string kind, params Setting[] settings);

    /// <summary>Adds a kernel.</summary>
    public abstract void Emit(Primitive primitive);
}
