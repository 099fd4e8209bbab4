using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// A convolution of an image with channels first, as users write it: <see cref="Convolution"/> between two permutations. Operands: x
/// <c>[I, H, W]</c>, weight <c>[O, kernel * I / groups]</c> in the order of computation and, if there is one, bias <c>[O]</c>.
/// </summary>
internal abstract record ImageConvolution(ConvolutionWindow Window, int Groups, bool HasBias) : Operator, ILinearMap
{
    /// <summary>From <c>[channels, height, width]</c> to channels last.</summary>
    public static readonly EquatableArray<int> ToChannelsLast = new(1, 2, 0);

    /// <summary>Back to channels first.</summary>
    public static readonly EquatableArray<int> ToChannelsFirst = new(2, 0, 1);

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        var x = inputs[0].Shape;
        if (x.Rank != 3 || x.Named is not null) throw new ShapeException($"{Describe()} takes an image [channels, height, width], and got {x}");
        TensorType[] moved = [TensorType.Float(Moved(x, ToChannelsLast)), .. inputs.Skip(1)];
        var last = Last().Infer(moved);
        return TensorType.Float(Moved(last.Shape, ToChannelsFirst));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        NumericArray[] moved = [new Permute(ToChannelsLast).Evaluate([inputs[0]]), .. inputs.Skip(1)];
        return new Permute(ToChannelsFirst).Evaluate([Last().Evaluate(moved)]);
    }

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var image = graph.Add(new Permute(ToChannelsLast), "image", inputs[0]);
        int[] operands = [image, .. inputs.Skip(1)];
        var result = Window.IsPointwise && Groups == 1
            ? graph.Add(new Linear(HasBias), "pixels", operands)
            : graph.Add(Last(), "pixels", operands);
        return graph.Add(new Permute(ToChannelsFirst), "channels", result);
    }

    public override string Torch(TorchContext context) => TorchWindows.Convolution(context, Window, Groups);

    /// <summary>The channels and groups of a call, checked against its operand.</summary>
    /// <exception cref="ShapeException">They do not fit.</exception>
    protected static (int Inputs, int Outputs, int Groups) ChannelsOf(CallSite call, string name)
    {
        var image = call.ShapeOf(0);
        var (inputs, outputs, groups) = (Expect.Size(call, "inChannels"), Expect.Size(call, "outChannels"), Expect.Size(call, "groups"));
        if (image.Rank != 3 || image.Named is not null || image.Dimensions[0] != inputs)
            throw new ShapeException($"{name} takes [{inputs}, height, width], and got {image}");
        if (inputs % groups != 0 || outputs % groups != 0)
            throw new ShapeException($"'groups' = {groups} does not divide {inputs} inChannels and {outputs} outChannels");
        return (inputs, outputs, groups);
    }

    private Convolution Last() => new(Window, Groups, HasBias);

    private static Shape Moved(Shape shape, EquatableArray<int> axes) => Shape.Of(axes.Select(a => shape.Dimensions[a]).ToArray());
}
