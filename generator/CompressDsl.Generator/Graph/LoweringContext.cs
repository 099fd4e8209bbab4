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

    /// <summary>
    /// Buffer of operand <paramref name="input"/>; float values are floats here, whatever they are elsewhere, unless the operator only
    /// moves them.
    /// </summary>
    public abstract int In(int input);

    /// <summary>Buffer of operand <paramref name="input"/> as it is stored, and the section with its grid where that is in bytes.</summary>
    public virtual (int Buffer, string? Grid) Stored(int input) => (In(input), null);

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

    /// <summary>
    /// Adds the kernels of a linear layer: <c>Out[r, n] = sum over k of In(input)[r, k] * weight[n, k] + bias[n]</c>, where
    /// <c>weight</c> has shape <c>[N, K]</c> and the operand <c>[rows.., K]</c>. The implementation chooses the <see cref="DotFormat"/> from
    /// <see cref="Parameter.Compression"/> and the fake-quantisation point that makes the operand, adds quantisation and the packed
    /// sections, and may fuse a following clamp.
    /// </summary>
    /// <param name="input">Number of the operand that is multiplied.</param>
    /// <param name="weight">The matrix.</param>
    /// <param name="bias">The bias <c>[N]</c>, or null.</param>
    public abstract void EmitDot(int input, Parameter weight, Parameter? bias);

    /// <summary>
    /// Adds the kernels of a convolution of operand 0, an image <c>[H, W, I]</c>: its padding, and its windows multiplied with
    /// <paramref name="weight"/> in the format that <see cref="EmitDot"/> would choose.
    /// </summary>
    /// <param name="window">Kernel, stride, padding and dilation.</param>
    /// <param name="groups">Parts of the channels.</param>
    /// <param name="weight">The matrix <c>[O, taps * I / groups]</c>.</param>
    /// <param name="bias">The bias <c>[O]</c>, or null.</param>
    public abstract void EmitConvolution(ConvolutionWindow window, int groups, Parameter weight, Parameter? bias);

    /// <summary>
    /// Adds the kernel of a pooling of operand 0, an image <c>[H, W, C]</c>. An operand on an 8-bit grid gives a result on the same grid.
    /// </summary>
    public abstract void EmitPool(ConvolutionWindow window, PoolKind kind);

    /// <summary>
    /// Adds the kernels of a table lookup: rows of <paramref name="table"/> (<c>[tokens, dimensions]</c>) chosen by the int32 operand
    /// <paramref name="ids"/> (<c>[n]</c>), copied (<c>Out</c> is <c>[n, dimensions]</c>) or pooled (<c>Out</c> is <c>[dimensions]</c>). The
    /// implementation chooses float, int8 or blocks from <see cref="Parameter.Compression"/>.
    /// </summary>
    public abstract void EmitLookup(int ids, Parameter table, Pooling pooling);

    /// <summary>
    /// Adds the kernels of a quantisation point: <c>Out</c> is the operand put on the grid of <c>[Key].range</c> (static) or of its
    /// own range (dynamic), row by row unless there is <paramref name="oneGrid"/> for all. Where every reader is a dot that quantises by itself, <c>Out</c> may stay the operand's buffer.
    /// </summary>
    public abstract void EmitFakeQuantize(ActivationRecipe point, bool oneGrid);

    /// <summary>Adds the kernels of an operator of the training graph.</summary>
    /// <exception cref="NotSupportedException">The context lowers inference.</exception>
    public virtual void EmitTraining(TrainingOperator op) =>
        throw new NotSupportedException($"{op.Describe()} belongs to training and has no inference kernel.");

    /// <summary>Adds a kernel.</summary>
    public abstract void Emit(Primitive primitive);
}
