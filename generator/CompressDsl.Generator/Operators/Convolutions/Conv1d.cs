using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Convolution of a sequence with channels first. Operands: x <c>[I, L]</c>, weight <c>[O, kernel * I / groups]</c> in the order of computation
/// and, if there is one, bias <c>[O]</c>.
/// </summary>
internal sealed record Conv1d(ConvolutionWindow Window, int Groups, bool HasBias) : Operator, ILinearMap
{
    public static readonly OperatorDefinition Definition = new(
        "Conv1d", SurfaceKind.Layer,
        "Convolution of a sequence: `y[o, i] = bias[o] + sum of weight[o, c, a] * x[c, i * stride + a * dilation - padding]` with `weight` `[outChannels, inChannels / groups, kernelSize]`.",
        Build)
    {
        Family = "Convolutions",
        Operands = [new("x", "`[inChannels, length]`.")],
        Returns = "`[outChannels, length']` with `length' = (length + 2 * padding - dilation * (kernelSize - 1) - 1) / stride + 1`.",
        Settings =
        [
            new("inChannels", typeof(int), null, "Channels of the operand, at least 1."),
            new("outChannels", typeof(int), null, "Channels of the result, at least 1."),
            new("kernelSize", typeof(int), null, "Length of the kernel, at least 1."),
            new("stride", typeof(int), "1", "Step of the kernel, at least 1."),
            Windows.LengthPaddingSetting,
            new("dilation", typeof(int), "1", "Distance of the kernel's elements, at least 1."),
            new("groups", typeof(int), "1", "Parts that the channels are divided into, each with a kernel of its own."),
            new("bias", typeof(bool), "true", "Whether a bias is added."),
        ],
        Example = """
            private readonly Conv1d conv = new(6, 16, kernelSize: 5, padding: 2);

            private Value Forward([Input(6, 128)] Value signal) => Relu(conv.Forward(signal));     // [16, 128]
            """,
        Int8 = "8-bit weights and activations, 32-bit sums",
        Onnx = "Conv",
        Samples =
        [
            Sample(Shape.Of(1, 9), 1, 1).With("kernelSize", 3),
            Sample(Shape.Of(5, 13), 5, 17).With("kernelSize", 3).With("padding", 1).With("stride", 2).With("bias", false),
            Sample(Shape.Of(4, 11), 4, 6).With("kernelSize", 3).With("padding", -1).With("dilation", 2).With("groups", 2),
            Sample(Shape.Of(6, 7), 6, 18).With("kernelSize", 1),
        ],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Sequences.Check(inputs[0].Shape, "Conv1d");
        return Sequences.Infer(inputs[0], x => Last().Infer(new EquatableArray<TensorType>(new[] { x }.Concat(inputs.Skip(1)))));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) =>
        Sequences.Evaluate(inputs[0], x => Last().Evaluate([x, .. inputs.Skip(1)]));

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs) => Sequences.Expand(graph, inputs[0], row =>
        Window.IsPointwise && Groups == 1
            ? graph.Add(new Linear(HasBias), "kernel", [row, .. inputs.Skip(1)])
            : graph.Add(Last(), "kernel", [row, .. inputs.Skip(1)]));

    public override string Torch(TorchContext context)
    {
        var (x, padding) = TorchWindows.Padded(context.In(0), Window, isImage: false);
        return $"functional.conv1d({x}, {context.In(1)}, {(HasBias ? context.In(2) : "null")}, {Literal.Of(Window.StrideWidth)}, {padding}, {Literal.Of(Window.DilationWidth)}, {Literal.Of(Groups)})";
    }

    private Convolution Last() => new(Window, Groups, HasBias);

    private static OperatorSample Sample(Shape sequence, int inputs, int outputs) =>
        OperatorSample.Of(sequence).With("inChannels", inputs).With("outChannels", outputs);

    private static int Build(CallSite call)
    {
        var shape = call.ShapeOf(0);
        var (inputs, outputs, groups) = (Expect.Size(call, "inChannels"), Expect.Size(call, "outChannels"), Expect.Size(call, "groups"));
        if (shape.Rank != 2 || shape.Named is not null || shape.Dimensions[0] != inputs)
            throw new ShapeException($"Conv1d takes [{inputs}, length], and got {shape}");
        if (inputs % groups != 0 || outputs % groups != 0)
            throw new ShapeException($"'groups' = {groups} does not divide {inputs} inChannels and {outputs} outChannels");
        var window = Windows.OfSequence(call, shape.Dimensions[1].Size, call.Int("stride"));
        var (part, width) = (inputs / groups, window.Taps * inputs / groups);
        var weight = call.Matrix("weight", Shape.Of(outputs, width), Initializer.FanIn(width), new ParameterStorage(
            Shape.Of(outputs, part, window.Taps), new WeightOrder(new(outputs, part, 1, window.Taps), new(0, 2, 3, 1))));
        if (!call.Flag("bias")) return call.Add(new Conv1d(window, groups, false), call.Operands[0], weight);
        var bias = call.Parameter("bias", WeightKind.Vector, Shape.Of(outputs), Initializer.FanIn(width));
        return call.Add(new Conv1d(window, groups, true), call.Operands[0], weight, bias);
    }
}
