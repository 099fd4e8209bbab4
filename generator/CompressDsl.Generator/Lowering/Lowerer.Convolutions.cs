using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <content>Convolutions.</content>
internal sealed partial class Lowerer
{
    /// <summary>Lane groups per tile where several pixels are computed together.</summary>
    private const int WindowTile = 1;

    /// <summary>
    /// Share of zero blocks from which on a convolution leaves them out: ResNet-8 took as long as dense at 0.5 and was 1.37 times as fast at 0.8
    /// (AVX2, one thread): <c>dotnet run -c Release --project tests/CompressDsl.Benchmarks -- sparse</c>. The dense kernel reads a weight once for
    /// several pixels too.
    /// </summary>
    internal const double ConvolutionBlocksPay = 0.5;

    public override void EmitConvolution(ConvolutionWindow window, int groups, Parameter weight, Parameter? bias)
    {
        if (weight.Compression is { Grid.GroupSize: > 0, Bits: < 32 })
        {
            EmitGroups(0, weight, bias, isImage: true);
            return;
        }

        var value = Graph[Node.Inputs[0]];
        var image = value.Type.Shape;
        var point = PointFor(weight, value);
        var (outputs, channels) = (weight.Type.Shape.Dimensions[0].Size, image.Columns);
        var (height, width) = (window.LaidHeight(image.Dimensions[0].Size), window.LaidWidth(image.Dimensions[1].Size));
        var depthwise = groups > 1 && groups == channels && channels == outputs;
        var windows = depthwise ? DotWindow.Depthwise(window, (height, width, channels)) : DotWindow.Of(window, (height, width, channels));
        var format = FormatOf(weight, point);
        if (groups > 1 || !windows.HoldsBlocks || weight.Compression.ShareOfBlocks < ConvolutionBlocksPay) format = Dense(format);
        var together = format == DotFormat.Int8 ? windows.PixelsInLanes : 1;
        if (together > 1) windows = windows.Joined(together);
        var input = window.IsPadded || window.IsSpread ? EmitPadding(value, window, point, (height, width)) : point is null ? In(0) : PlaceOf(value);
        Emit(new DotPrimitive(
            KernelName(), $"{Node.Name}: {window} over {image}, {channels} -> {CountOf(weight)} channels{(groups == 1 ? "" : $" in {Literal.Of(groups)} groups")}", input, Out,
            windows.Rows * windows.Columns, depthwise ? window.Taps : window.Taps * channels, outputs * together, format, WindowTile,
            SectionsOf(new DotRequest(format, weight, bias, WindowTile, point?.Key) { Layout = LayoutOf(windows, groups), IsDepthwise = depthwise, Pixels = together }),
            new DotEpilogue(EpilogueKind.Float))
        {
            RowGrids = point?.RowGrids,
            Window = windows,
            Prepared = PreparationFor(format, weight, windows, Shape.Of(height, width, channels)),
            WindowSums = WindowSumsFor(format, weight, windows),
            Tiles = groups == 1 ? TilesFor(format, window, windows, channels) : null,
        });
    }

    private DotTiles? TilesFor(DotFormat format, ConvolutionWindow window, DotWindow windows, int channels)
    {
        if (format is not (DotFormat.Int8 or DotFormat.DynamicInt8)) return null;
        if (window is not { StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 } || window.KernelHeight != window.KernelWidth) return null;
        return DotTiles.Best(windows.Rows, windows.Columns, channels, window.KernelHeight) is { } tiles
            ? tiles with { Buffer = AddBuffer(Node.Name + ".tiles", BufferElement.UInt8, Shape.Of(tiles.Bytes), BufferRole.Scratch) }
            : null;
    }

    private static DotFormat Dense(DotFormat format) => format switch
    {
        DotFormat.Int8Blocks => DotFormat.Int8,
        DotFormat.DynamicInt8Blocks => DotFormat.DynamicInt8,
        _ => format,
    };

    /// <summary>Outputs of a layer, and of how many where some were removed.</summary>
    private static string CountOf(Parameter weight)
    {
        var outputs = Literal.Of(weight.Type.Shape.Dimensions[0].Size);
        return weight.RowChannels is { } axis ? $"{outputs} of {Literal.Of(axis.Channels)}" : outputs;
    }

    private static EquatableArray<Setting> LayoutOf(DotWindow windows, int groups)
    {
        if (windows.IsDepthwise) return new(new Setting("rows", Literal.Of(windows.TapRows)));
        var runs = new Setting("runs", Literal.Of(windows.Runs));
        return groups == 1 ? new(runs) : new(runs, new Setting("groups", Literal.Of(groups)));
    }

    /// <summary>Copies an image into a larger one with a border, and zeros between its pixels where the window spreads them.</summary>
    private int EmitPadding(Node value, ConvolutionWindow window, QuantizationPoint? point, (int Height, int Width) size)
    {
        var source = point is null ? In(0) : PlaceOf(value);
        var image = value.Type.Shape;
        var padded = AddBuffer(value.Name + ".padded", buffers[source].Element, Shape.Of(size.Height, size.Width, image.Columns), BufferRole.Scratch);
        var grid = point is null or { RowGrids: not null } ? null : GridOf(point);
        Emit(new PadPrimitive(
            KernelName("Padding"), window.IsSpread ? $"Zeros between the pixels of {image}" : $"A border around {image}", source, padded, image, window, grid, point?.RowGrids));
        return padded;
    }
}
