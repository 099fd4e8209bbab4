using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A pooling of a sequence with channels first, as users write it.</summary>
/// <param name="Window">Kernel, stride, padding and dilation; of one row.</param>
internal abstract record SequencePooling(ConvolutionWindow Window) : Operator
{
    /// <summary>The operand of every pooling.</summary>
    public static readonly OperandDefinition Sequence = new("x", "`[channels, length]`.");

    /// <summary>The setting of the window's length.</summary>
    public static readonly SettingDefinition KernelSetting = new("kernelSize", typeof(int), null, "Length of the window, at least 1.");

    protected abstract PoolKind Kind { get; }

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Sequences.Check(inputs[0].Shape, Describe());
        return Sequences.Infer(inputs[0], x => new Pool(Window, Kind).Infer(new(x)));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) =>
        Sequences.Evaluate(inputs[0], x => new Pool(Window, Kind).Evaluate([x]));

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs) =>
        Sequences.Expand(graph, inputs[0], row => graph.Add(new Pool(Window, Kind), "window", row));

    public override string Torch(TorchContext context) => TorchWindows.Pool(context.In(0) + ".unsqueeze(2)", Window, Kind) + ".squeeze(2)";

    /// <summary>The window that the settings of <paramref name="call"/> describe.</summary>
    protected static ConvolutionWindow WindowOf(CallSite call, string name)
    {
        Sequences.Check(call.ShapeOf(0), name);
        var stride = call.Int("stride") == 0 ? Expect.Size(call, "kernelSize") : call.Int("stride");
        return Windows.OfSequence(call, call.ShapeOf(0).Dimensions[1].Size, stride);
    }
}
