using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Means of equal parts of an image.</summary>
internal sealed record AdaptiveAvgPool2d(ConvolutionWindow Window) : ImagePooling(Window)
{
    public static readonly OperatorDefinition Definition = new(
        "AdaptiveAvgPool2d", SurfaceKind.Layer,
        "The mean of the image's parts, channel by channel: an image of any size becomes one of `outputSize`; 1 is the global average pooling.", Build)
    {
        Family = "Pooling",
        Operands = [Image],
        Returns = "`[channels, outputSize, outputWidth]`.",
        Settings =
        [
            new("outputSize", typeof(int), null, "Rows of the result (and columns, unless `outputWidth` is given), at least 1; divides the height of the image."),
            new("outputWidth", typeof(int), "0", "Columns of the result where it is not square, which divide the width of the image; 0 for `outputSize`."),
        ],
        Example = """
            private readonly AdaptiveAvgPool2d pool = new(1);
            private readonly Linear head = new(64, 10);

            private Value Forward([Input(64, 7, 7)] Value image) => head.Forward(Flatten(pool.Forward(image)));     // [10]
            """,
        Int8 = "a sum of bytes, rounded to the operand's grid, where its operand is on an 8-bit grid",
        Onnx = "GlobalAveragePool, AveragePool",
        Samples =
        [
            OperatorSample.Of(Shape.Of(1, 3, 5)).With("outputSize", 1),
            OperatorSample.Of(Shape.Of(35, 7, 5)).With("outputSize", 1),
            OperatorSample.Of(Shape.Of(18, 6, 9)).With("outputSize", 3),
            OperatorSample.Of(Shape.Of(4, 4, 9)).With("outputSize", 2).With("outputWidth", 1),
        ],
    };

    protected override PoolKind Kind => PoolKind.Average;

    private static int Build(CallSite call)
    {
        var image = call.ShapeOf(0);
        Check(image, "AdaptiveAvgPool2d");
        var rows = Expect.Size(call, "outputSize");
        var columns = call.Int("outputWidth") == 0 ? rows : Expect.Size(call, "outputWidth");
        var (height, width) = (image.Dimensions[1].Size, image.Dimensions[2].Size);
        if (height % rows != 0 || width % columns != 0)
            throw new ShapeException($"AdaptiveAvgPool2d divides an image into equal parts, and {height} rows and {width} columns cannot be divided into {rows} x {columns} parts");
        return call.Apply(new AdaptiveAvgPool2d(new ConvolutionWindow(height / rows, width / columns) { StrideHeight = height / rows, StrideWidth = width / columns }));
    }
}
