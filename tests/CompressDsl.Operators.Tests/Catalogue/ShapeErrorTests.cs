using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Operands and settings that do not fit are refused in the user's words.</summary>
public sealed class ShapeErrorTests
{
    private static readonly Shape Bag = Shape.Of(new Dimension(256, "n"));
    private static readonly Shape Rows = Shape.Of(new Dimension(256, "n"), 8);

    /// <summary>Operator, sample that does not fit, and what has to be in the message.</summary>
    public static TheoryData<string, string> Messages()
    {
        var data = new TheoryData<string, string>();
        foreach (var (key, (_, message)) in Cases) data.Add(key, message);
        return data;
    }

    private static readonly Dictionary<string, (OperatorSample Sample, string Message)> Cases = new()
    {
        ["Linear: features"] = (Of(Shape.Of(7)).With("inFeatures", 8).With("outFeatures", 2), "takes 8 features on the last axis, and got [7]"),
        ["Linear: number"] = (Of(Shape.Scalar).With("outFeatures", 2), "at least one axis, and got a single number"),
        ["Linear: no outputs"] = (Of(Shape.Of(7)).With("outFeatures", 0), "'outFeatures' has to be at least 1, and is 0"),
        ["Linear: huge"] = (Of(Shape.Of(70000)).With("outFeatures", 70000), "[70000, 70000] has more than"),
        ["Linear: many rows"] = (Of(Shape.Of(new Dimension(9, "n"), 2, 3)).With("outFeatures", 4), "takes two axes, and got [n<=9, 2, 3]"),
        ["Add: sizes"] = (Of(Shape.Of(3, 4), Shape.Of(3)), "shapes [3, 4] and [3] do not fit: sizes 4 and 3 differ"),
        ["Add: varying and fixed"] = (Of(Rows, Shape.Of(256, 8)), "sizes n<=256 and 256 differ"),
        ["Add: varying axis moves"] = (Of(Rows, Shape.Of(2, 1, 8)), "an axis of varying length must stay the first one"),
        ["Add: huge"] = (Of(Shape.Of(1 << 20, 1), Shape.Of(1, 1 << 20)), "has more than"),
        ["Relu: ids"] = (Ids(Bag), "Relu takes float values, and got integers [n<=256]"),
        ["LeakyRelu: slope"] = (Of(Shape.Of(3)).With("negativeSlope", double.NaN), "'negativeSlope' has to be in"),
        ["Embedding: floats"] = (Of(Shape.Of(3)).With("numEmbeddings", 9).With("embeddingDim", 2), "takes token ids (integers), and got floats [3]"),
        ["Embedding: two axes"] = (Ids(Shape.Of(3, 2)).With("numEmbeddings", 9).With("embeddingDim", 2), "takes one axis of token ids, and got [3, 2]"),
        ["EmbeddingBag: no tokens"] = (Ids(Bag).With("numEmbeddings", 0).With("embeddingDim", 2), "'numEmbeddings' has to be at least 1"),
        ["Concat: sizes"] = (Of(Shape.Of(3, 4), Shape.Of(2, 5)).With("axis", 0), "takes equal sizes on the other axes, and got [3, 4] and [2, 5]"),
        ["Concat: varying axis"] = (Of(Rows, Rows).With("axis", 0), "its length varies from call to call"),
        ["Concat: axis"] = (Of(Shape.Of(3), Shape.Of(2)).With("axis", 1), "axis 1 does not exist in shape [3]"),
        ["Slice: positions"] = (Slice(Shape.Of(5), 0, 3, 3), "3 positions from 3 on do not exist on axis 0 of [5]"),
        ["Slice: huge"] = (Slice(Shape.Of(5), 0, 3, int.MaxValue), "do not exist on axis 0 of [5]"),
        ["Slice: before the start"] = (Slice(Shape.Of(5), 0, -6, 1), "do not exist on axis 0 of [5]"),
        ["Slice: varying axis"] = (Slice(Rows, 0, 0, 1), "its length varies from call to call"),
        ["Split: sum"] = (Of(Shape.Of(5, 4)).With("axis", 0).With("sizes", new[] { 2, 2 }), "sizes [2, 2] are 4 together, and axis 0 of [5, 4] has 5"),
        ["Split: no sizes"] = (Of(Shape.Of(5)).With("axis", 0).With("sizes", System.Array.Empty<int>()), "Split takes sizes of at least 1, and got []"),
        ["Split: zero"] = (Of(Shape.Of(5)).With("axis", 0).With("sizes", new[] { 5, 0 }), "Split takes sizes of at least 1, and got [5, 0]"),
        ["Split: varying axis"] = (Of(Rows).With("axis", 0).With("sizes", new[] { 2 }), "its length varies from call to call"),
        ["Chunk: none"] = (Of(Shape.Of(5)).With("chunks", 0), "'chunks' has to be at least 1, and is 0"),
        ["Chunk: varying axis"] = (Of(Rows).With("chunks", 2), "Chunk along axis 0 of [n<=256, 8] is not supported"),
        ["Transpose: varying axis"] = (Of(Rows).With("axis0", 0).With("axis1", 1), "its length varies from call to call"),
        ["Flatten: varying axis"] = (Of(Rows), "cannot be flattened; reduce over it first"),
        ["Reshape: elements"] = (Of(Shape.Of(12)).With("shape", new[] { 5, 2 }), "[12] cannot be reshaped to [5, 2]"),
        ["Reshape: remainder"] = (Of(Shape.Of(12)).With("shape", new[] { 5, -1 }), "[12] cannot be reshaped to [5, 2]"),
        ["Reshape: two unknown"] = (Of(Shape.Of(12)).With("shape", new[] { -1, -1 }), "at most one -1, and got [-1, -1]"),
        ["Reshape: huge"] = (Of(Shape.Of(12)).With("shape", new[] { 65536, 65536, -1 }), "cannot be reshaped"),
        ["Reshape: varying axis"] = (Of(Rows).With("shape", new[] { 256, 8 }), "the new shape starts with -1"),
        ["ReduceSum: axis"] = (Of(Shape.Of(3)).With("axis", -2), "axis -2 does not exist in shape [3]"),
        ["ReduceMax: inner axis"] = (Of(Shape.Of(new Dimension(9, "n"), 2, 3)), "not supported where the first axis varies"),
        ["ArgMax: varying axis"] = (Of(Rows).With("axis", 0), "ArgMax along axis 0 of [n<=256, 8] is not supported: its length varies from call to call"),
        ["ArgMax: ids"] = (Ids(Bag), "ArgMax takes float values, and got integers [n<=256]"),
        ["Softmax: number"] = (Of(Shape.Scalar), "axis -1 does not exist in shape []"),
        ["BatchNorm1d: features"] = (Of(Shape.Of(3)).With("numFeatures", 4), "BatchNorm1d takes [4], and got [3]"),
        ["LayerNorm: features"] = (Of(Shape.Of(2, 3)).With("normalizedShape", 4), "takes 4 features on the last axis, and got [2, 3]"),
        ["LayerNorm: eps"] = (Of(Shape.Of(3)).With("normalizedShape", 3).With("eps", 0.0), "'eps' has to be in [1E-12, 1], and is 0"),
        ["MaxPool2d: no image"] = (Of(Shape.Of(3, 4)).With("kernelSize", 2), "MaxPool2d takes an image [channels, height, width], and got [3, 4]"),
        ["MaxPool2d: large window"] = (Of(Shape.Of(3, 4, 5)).With("kernelSize", 5), "a window of 5x5 does not fit into 4 rows and 5 columns"),
        ["MaxPool2d: stride"] = (Of(Shape.Of(3, 4, 5)).With("kernelSize", 2).With("stride", -1), "'stride' has to be at least 1, and is -1"),
        ["MaxPool2d: padding"] = (Of(Shape.Of(3, 4, 5)).With("kernelSize", 2).With("padding", 2), "the padding is too wide: the window of 2x2 at row 0 of the result lies in the padding alone"),
        ["AvgPool2d: padding"] = (Of(Shape.Of(3, 4, 5)).With("kernelSize", 2).With("paddingWidth", 3), "the padding is too wide: the window of 2x2 at column 0"),
        ["AdaptiveAvgPool2d: parts"] = (Of(Shape.Of(3, 4, 5)).With("outputSize", 2), "4 rows and 5 columns cannot be divided into 2 x 2 parts"),
        ["Pad: odd number"] = (Of(Shape.Of(3, 4)).With("pad", new[] { 1, 2, 3 }), "Pad takes two sizes for each of the last axes of [3, 4], and got 3 sizes"),
        ["Pad: negative"] = (Of(Shape.Of(3, 4)).With("pad", new[] { 1, -2 }), "Pad takes sizes of at least 0, and got [1, -2]"),
        ["Pad: varying axis"] = (Of(Rows).With("pad", new[] { 0, 0, 1, 1 }), "its length varies from call to call"),
        ["PRelu: channels"] = (Of(Shape.Of(3, 4, 5)).With("numParameters", 4), "PRelu with 4 slopes takes [4] or [4, height, width], and got [3, 4, 5]"),
        ["Upsample: no image"] = (Of(Shape.Of(3, 4)).With("scaleFactor", 2), "Upsample takes an image [channels, height, width], and got [3, 4]"),
        ["Conv1d: no sequence"] = (Of(Shape.Of(3)).With("inChannels", 3).With("outChannels", 2).With("kernelSize", 1), "Conv1d takes [3, length], and got [3]"),
        ["ConvTranspose2d: no image"] = (Up(Shape.Of(3, 4)), "ConvTranspose2d takes [3, height, width], and got [3, 4]"),
        ["ConvTranspose2d: groups"] = (Up(Shape.Of(3, 4, 5)).With("groups", 2), "'groups' = 2 does not divide 3 inChannels and 2 outChannels"),
        ["ConvTranspose2d: padding"] = (Up(Shape.Of(3, 4, 5)).With("padding", 3), "'padding' has to be in [0, 2], 'dilation' times the kernel less one, and is 3"),
        ["ConvTranspose2d: all cut off"] = (Up(Shape.Of(3, 1, 5)).With("padding", 2), "the padding of 2 leaves nothing of [3, 1, 5]"),
        ["ConvTranspose2d: output padding"] = (Up(Shape.Of(3, 4, 5)).With("outputPaddingWidth", 1), "'outputPaddingWidth' has to be at least 0 and smaller than the stride 1 or the dilation 1, and is 1"),
        ["MaxPool1d: no sequence"] = (Of(Shape.Of(3)).With("kernelSize", 2), "MaxPool1d takes a sequence [channels, length], and got [3]"),
        ["MaxPool1d: long window"] = (Of(Shape.Of(3, 4)).With("kernelSize", 5), "a window of 5 does not fit into a length of 4"),
        ["BatchNorm1d: sequence"] = (Of(Shape.Of(3, 4)).With("numFeatures", 4), "BatchNorm1d takes [4] or [4, length], and got [3, 4]"),
        ["Dropout: p"] = (Of(Shape.Of(3)).With("p", 1.0), "'p' has to be in [0, 0.99], and is 1"),
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Misfit_is_refused(string key, string message)
    {
        var definition = CatalogueCases.Definition(key.Split(':')[0]);
        var error = Assert.Throws<ShapeException>(() => SampleGraph.Build(definition, Cases[key].Sample));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static OperatorSample Of(params Shape[] floats) => OperatorSample.Of(floats);

    private static OperatorSample Up(Shape shape) => Of(shape).With("inChannels", 3).With("outChannels", 2).With("kernelSize", 3);

    private static OperatorSample Ids(Shape shape) => new([TensorType.Int(shape)], new Dictionary<string, object>());

    private static OperatorSample Slice(Shape shape, int axis, int start, int length) =>
        Of(shape).With("axis", axis).With("start", start).With("length", length);
}
