using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <content>Convolutions.</content>
internal sealed partial class Lowerer
{
    /// <summary>Lane groups per tile where several pixels are computed together.</summary>
    private const int WindowTile = 1;

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
        var tiles = groups == 1 ? TilesFor(window, windows, channels) : null;
        var blocksPay = groups == 1 && windows.HoldsBlocks ? tiles?.BlocksPay ?? Compression.BlocksPay : DotPrimitive.NoBlocks;
        var format = weight.Compression.ShareOfBlocks < blocksPay ? Dense(FormatOf(weight, point)) : FormatOf(weight, point);
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
            Tiles = format is DotFormat.Int8 or DotFormat.DynamicInt8 ? WithRoom(tiles) : null,
            BlocksPay = blocksPay,
        });
    }

    private static DotTiles? TilesFor(ConvolutionWindow window, DotWindow windows, int channels) =>
        window is { StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 } && window.KernelHeight == window.KernelWidth
            ? DotTiles.Best(windows.Rows, windows.Columns, channels, window.KernelHeight)
            : null;

    private DotTiles? WithRoom(DotTiles? tiles) => tiles is null
        ? null
        : tiles with { Buffer = AddBuffer(Node.Name + ".tiles", BufferElement.UInt8, Shape.Of(tiles.Bytes), BufferRole.Scratch) };

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
