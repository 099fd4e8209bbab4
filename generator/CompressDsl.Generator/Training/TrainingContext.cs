using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>What an operator is handed to become calls over the rows of a shard.</summary>
internal sealed partial class TrainingContext(TrainingLowering lowering, Node node) : LoweringContext
{
    public override Node Node => node;

    public override ModelGraph Graph => lowering.Graph;

    public override int Out => lowering.SlotOf(node.Id);

    public override int In(int input) => lowering.SlotOf(node.Inputs[input]);

    public override MapOperand Operand(int input, Addressing addressing) =>
        IsParameter(input) ? MapOperand.Of(ParameterOf(input).Key, addressing) : MapOperand.Of(In(input), addressing);

    public override int Scratch(string name, BufferElement element, Shape shape) => element == BufferElement.Float32
        ? lowering.AddSlot(name, TensorType.Float(shape), ValuePlace.Shard)
        : throw new NotSupportedException($"{node.Operator.Describe()} asks for {element} memory, and training has floats only.");

    public override void Alias(int input) => lowering.Place(node.Id, In(input));

    public override string KernelName(string suffix = "") => lowering.KernelName(node.Name + suffix);

    public override string Section(string name, string kind, params Setting[] settings) =>
        throw new NotSupportedException($"{node.Operator.Describe()} asks for a packed section, and training reads parameters as they are.");

    public override void Emit(Primitive primitive) => lowering.Add(Batching.Of(primitive, slot => lowering.Values[slot].Length));

    private void Call(string method, Dimension? perSample, params CallArgument[] arguments) =>
        lowering.Add(new LibraryCall($"{node.Name}: {node.Operator.Describe()}", method, arguments, perSample));

    /// <summary>Text of the number of rows: of the shard times of a sample, or of the sample that the call is made for.</summary>
    private static string RowsText(Dimension rows) =>
        rows.IsNamed || rows.Size == 1 ? "{rows}" : $"{{rows}} * {Support.Literal.Of(rows.Size)}";

    private static Dimension RowsOf(Shape shape) => shape.Named is { } named ? named : shape.Rows;
}
