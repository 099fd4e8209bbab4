using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Operators;

/// <summary>Convolutions and poolings as expressions of TorchSharp.</summary>
internal static class TorchWindows
{
    /// <summary>A convolution of an image with channels first by a weight as the checkpoint has it.</summary>
    public static string Convolution(TorchContext context, ConvolutionWindow window, int groups) =>
        Convolution(context, context.In(0), context.In(1), (window, groups));

    /// <summary>A convolution of an image with channels last by a weight in the order of computation: a row per output, channels innermost.</summary>
    public static string ChannelsLast(TorchContext context, ConvolutionWindow window, int groups)
    {
        var part = context.ShapeOf(0).Columns / groups;
        var sizes = string.Join(", ", new[] { context.Shape.Columns, window.KernelHeight, window.KernelWidth, part }.Select(Literal.Of));
        var x = Spread(context.In(0) + ".permute(0, 3, 1, 2)", context.ShapeOf(0), window);
        return Convolution(context, x, $"{context.In(1)}.reshape({sizes}).permute(0, 3, 1, 2)", (window, groups)) + ".permute(0, 2, 3, 1)";
    }

    /// <summary>A pooling of an image with channels first.</summary>
    public static string Pool(string x, ConvolutionWindow window, PoolKind kind)
    {
        var (kernel, stride) = (TorchContext.Longs(window.KernelHeight, window.KernelWidth), TorchContext.Longs(window.StrideHeight, window.StrideWidth));
        var isPadded = window.PadTop + window.PadBottom + window.PadLeft + window.PadRight > 0;
        if (kind == PoolKind.Max)
        {
            var image = isPadded ? $"functional.pad({x}, {Around(window)}, value: double.NegativeInfinity)" : x;
            return $"functional.max_pool2d({image}, {kernel}, {stride}, {TorchContext.Longs(0, 0)}, {TorchContext.Longs(window.DilationHeight, window.DilationWidth)})";
        }

        if (!isPadded) return $"functional.avg_pool2d({x}, {kernel}, {stride})";
        var mean = $"functional.avg_pool2d(functional.pad({x}, {Around(window)}), {kernel}, {stride})";
        // Without the padding: divided by the share of the window that lies on the image.
        return kind == PoolKind.AverageWithPadding
            ? mean
            : $"({mean} / functional.avg_pool2d(functional.pad(torch.ones_like({x}), {Around(window)}), {kernel}, {stride}))";
    }

    /// <summary>The operand, padded where the two sides differ, and the padding that is left to the convolution.</summary>
    public static (string X, string Padding) Padded(string x, ConvolutionWindow window, bool isImage)
    {
        if (isImage)
        {
            return window.PadTop == window.PadBottom && window.PadLeft == window.PadRight
                ? (x, TorchContext.Longs(window.PadTop, window.PadLeft))
                : ($"functional.pad({x}, {Around(window)})", TorchContext.Longs(0, 0));
        }

        return window.PadLeft == window.PadRight
            ? (x, Literal.Of(window.PadLeft))
            : ($"functional.pad({x}, {TorchContext.Longs(window.PadLeft, window.PadRight)})", "0");
    }

    private static string Convolution(TorchContext context, string x, string weight, (ConvolutionWindow Window, int Groups) settings)
    {
        var (window, groups) = settings;
        var (image, padding) = Padded(x, window, isImage: true);
        var bias = context.Count > 2 ? context.In(2) : "null";
        return $"functional.conv2d({image}, {weight}, {bias}, {TorchContext.Longs(window.StrideHeight, window.StrideWidth)}, {padding}"
            + $", {TorchContext.Longs(window.DilationHeight, window.DilationWidth)}, {Literal.Of(groups)})";
    }

    private static string Around(ConvolutionWindow window) => TorchContext.Longs(window.PadLeft, window.PadRight, window.PadTop, window.PadBottom);

    /// <summary>Pixels with zeros between them; <paramref name="image"/> has its channels last.</summary>
    private static string Spread(string x, Shape image, ConvolutionWindow window)
    {
        if (window.SpreadHeight == 1 && window.SpreadWidth == 1) return x;
        var (height, width, channels) = (image.Dimensions[0].Size, image.Dimensions[1].Size, image.Columns);
        var (down, across) = (window.SpreadHeight, window.SpreadWidth);
        var pixels = $"{x}.reshape(-1, {Literal.Of(channels)}, {Literal.Of(height)}, 1, {Literal.Of(width)}, 1)";
        var zeros = $"functional.pad({pixels}, {TorchContext.Longs(0, across - 1, 0, 0, 0, down - 1)})";
        return $"{zeros}.reshape(-1, {Literal.Of(channels)}, {Literal.Of(height * down)}, {Literal.Of(width * across)})"
            + $".narrow(2, 0, {Literal.Of(((height - 1) * down) + 1)}).narrow(3, 0, {Literal.Of(((width - 1) * across) + 1)})";
    }
}
