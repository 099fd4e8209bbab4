using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A pooling of an image with channels first, as users write it: <see cref="Pool"/> between two permutations.</summary>
/// <param name="Window">Kernel, stride, padding and dilation.</param>
internal abstract record ImagePooling(ConvolutionWindow Window) : Operator
{
    /// <summary>The operand of every pooling.</summary>
    public static readonly OperandDefinition Image = new("x", "`[channels, height, width]`.");

    /// <summary>The setting of the window's rows.</summary>
    public static readonly SettingDefinition KernelSetting =
        new("kernelSize", typeof(int), null, "Rows of the window (and columns, unless `kernelWidth` is given), at least 1.");

    protected abstract PoolKind Kind { get; }

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Check(inputs[0].Shape, Describe());
        var last = new Pool(Window, Kind).Infer(new(new Permute(ImageConvolution.ToChannelsLast).Infer(inputs)));
        return new Permute(ImageConvolution.ToChannelsFirst).Infer(new(last));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) =>
        new Permute(ImageConvolution.ToChannelsFirst).Evaluate([new Pool(Window, Kind).Evaluate([new Permute(ImageConvolution.ToChannelsLast).Evaluate(inputs)])]);

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var image = graph.Add(new Permute(ImageConvolution.ToChannelsLast), "image", inputs[0]);
        return graph.Add(new Permute(ImageConvolution.ToChannelsFirst), "channels", graph.Add(new Pool(Window, Kind), "pixels", image));
    }

    public override string Torch(TorchContext context) => TorchWindows.Pool(context.In(0), Window, Kind);

    /// <summary>The window that the settings of <paramref name="call"/> describe.</summary>
    protected static ConvolutionWindow WindowOf(CallSite call, string name)
    {
        var image = call.ShapeOf(0);
        Check(image, name);
        return Windows.OfPooling(call, image.Dimensions[1].Size, image.Dimensions[2].Size);
    }

    /// <summary>Refuses what is no image.</summary>
    protected static void Check(Shape image, string name)
    {
        if (image.Rank != 3 || image.Named is not null) throw new ShapeException($"{name} takes an image [channels, height, width], and got {image}");
    }
}
