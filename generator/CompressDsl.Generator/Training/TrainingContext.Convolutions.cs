using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using static CompressDsl.Generator.Training.CallArgument;

namespace CompressDsl.Generator.Training;

/// <content>Convolutions.</content>
internal sealed partial class TrainingContext
{
    public override void EmitConvolution(ConvolutionWindow window, int groups, Parameter weight, Parameter? bias)
    {
        lowering.NoteBias(node.Inputs[0], weight, bias);
        EmitMeasuring(weight, 0, groups);
        Call(
            lowering.LayerOf(weight, bias) + ".Convolution", null, Read(In(0)), CallArgument.Parameter(weight.Key), bias is null ? Code("null") : CallArgument.Parameter(bias.Key), Write(Out),
            Sizes(window, groups, (TypeOf(0).Shape, node.Type.Shape)));
    }

    public override void EmitPool(ConvolutionWindow window, PoolKind kind) =>
        Emit(new PoolPrimitive(KernelName(), $"{node.Name}: {node.Operator.Describe()} {window} over {TypeOf(0).Shape}", In(0), Out, 1, TypeOf(0).Shape, window, kind));

    private void EmitMaxPoolGradient(MaxPoolGradient gradient) => Call(
        "PoolGradients.Max", null, Read(In(0)), Read(In(1)), Write(Out),
        Sizes(gradient.Window, TypeOf(0).Shape.Columns, (TypeOf(0).Shape, TypeOf(1).Shape)));

    private void EmitAveragePoolGradient(AveragePoolGradient gradient) => Call(
        "PoolGradients.Average", null, Read(In(0)), Write(Out), Code(gradient.CountsPadding ? "true" : "false"),
        Sizes(gradient.Window, gradient.Image.Columns, (gradient.Image, TypeOf(0).Shape)));

    private void EmitImageGradient(ConvolutionInputGradient gradient) => Call(
        "ImageConvolution.InputGradient", null, Read(In(0)), CallArgument.Parameter(ParameterOf(1).Key), Write(Out),
        Sizes(gradient.Window, gradient.Groups, (gradient.Image, TypeOf(0).Shape)));

    private void EmitKernelGradient(ConvolutionWeightGradient gradient)
    {
        foreach (var key in lowering.ParametersOf(node.Id))
        {
            Call(
                "ImageConvolution.WeightGradient", null, Read(In(0)), Read(In(1)), Gradient(key),
                Sizes(gradient.Window, gradient.Groups, (TypeOf(1).Shape, TypeOf(0).Shape)));
        }
    }

    private static CallArgument Sizes(ConvolutionWindow window, int groups, (Shape Image, Shape Result) shapes)
    {
        var ((height, width, inputs), (down, across, outputs)) = (Of(shapes.Image), Of(shapes.Result));
        string Pair(int a, int b) => $"({Literal.Of(a)}, {Literal.Of(b)})";
        var padding = window.PadTop + window.PadLeft == 0 ? "" : $" Padding = {Pair(window.PadTop, window.PadLeft)},";
        var spread = window.IsSpread ? $" Spread = {Pair(window.SpreadHeight, window.SpreadWidth)}," : "";
        return Code(
            $"new ConvolutionShape {{ Rows = {{rows}}, Height = {Literal.Of(height)}, Width = {Literal.Of(width)}, Inputs = {Literal.Of(inputs)}, Outputs = {Literal.Of(outputs)}, "
            + $"Kernel = {Pair(window.KernelHeight, window.KernelWidth)}, Stride = {Pair(window.StrideHeight, window.StrideWidth)},{padding} "
            + $"Dilation = {Pair(window.DilationHeight, window.DilationWidth)},{spread} Result = {Pair(down, across)}, Groups = {Literal.Of(groups)} }}");
    }

    private static (int Height, int Width, int Channels) Of(Shape image) => (image.Dimensions[0].Size, image.Dimensions[1].Size, image.Columns);
}
