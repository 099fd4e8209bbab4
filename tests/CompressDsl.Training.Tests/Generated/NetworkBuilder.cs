using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using BatchNormOperator = CompressDsl.Generator.Operators.BatchNorm1d;
using ConvolutionOperator = CompressDsl.Generator.Operators.Conv2d;
using EmbeddingBagOperator = CompressDsl.Generator.Operators.EmbeddingBag;
using EmbeddingOperator = CompressDsl.Generator.Operators.Embedding;
using LinearOperator = CompressDsl.Generator.Operators.Linear;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Writes small networks by hand, as the front end would.</summary>
internal sealed class NetworkBuilder
{
    private readonly GraphBuilder graph = new("Model");

    public static readonly Compression Float = Generator.Graph.Compression.None;

    public int Input(int width) => graph.Add(new Input(0, TensorType.Float(Shape.Of(width))), "x");

    public int Tokens(int max) => graph.Add(new Input(0, TensorType.Int(Shape.Of(new Dimension(max, "tokens")))), "tokens");

    public int FixedTokens(int count) => graph.Add(new Input(0, TensorType.Int(Shape.Of(count))), "tokens");

    public int Embedding(string name, int tokens, (int Tokens, int Dimensions) size, Compression compression) => graph.Add(
        new EmbeddingOperator(), name, tokens,
        Parameter($"{name}.weight", WeightKind.Table, Shape.Of(size.Tokens, size.Dimensions), compression, Initializer.Normal(1)));

    public int Linear(string name, int input, int outputs, Compression compression, bool bias = true)
    {
        var inputs = graph.ShapeOf(input).Columns;
        var weight = Parameter($"{name}.weight", WeightKind.Matrix, Shape.Of(outputs, inputs), compression, Initializer.FanIn(inputs));
        return bias
            ? graph.Add(new LinearOperator(true), name, input, weight, Vector($"{name}.bias", outputs, Initializer.FanIn(inputs)))
            : graph.Add(new LinearOperator(false), name, input, weight);
    }

    public int Convolution(string name, int input, ConvolutionOperator convolution, int outputs, Compression? compression = null)
    {
        var (kernel, part) = (convolution.Window, graph.ShapeOf(input).Dimensions[0].Size / convolution.Groups);
        var sizes = new EquatableArray<int>(outputs, part, kernel.KernelHeight, kernel.KernelWidth);
        var width = kernel.Taps * part;
        var type = TensorType.Float(Shape.Of(outputs, width));
        var matrix = new Parameter($"{name}.weight", WeightKind.Matrix, type, compression ?? Float, Initializer.FanIn(width))
        {
            Storage = new ParameterStorage(Shape.Of(outputs, part, kernel.KernelHeight, kernel.KernelWidth), new WeightOrder(sizes, new(0, 2, 3, 1))),
        };
        return convolution.HasBias
            ? graph.Add(convolution, name, input, graph.AddParameter(matrix), Vector($"{name}.bias", outputs, Initializer.FanIn(width)))
            : graph.Add(convolution, name, input, graph.AddParameter(matrix));
    }

    public int Transposed(string name, int input, int outputs, params (string Name, object Value)[] settings)
    {
        var definition = OperatorCatalogue.Find("ConvTranspose2d", SurfaceKind.Layer)!;
        var all = definition.Settings.Where(s => s.Default is not null)
            .ToDictionary(s => s.Name, s => Convert.ChangeType(s.Default!, s.Type, System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (setting, value) in settings.Append(("inChannels", graph.ShapeOf(input).Dimensions[0].Size)).Append(("outChannels", outputs))) all[setting] = value;
        return definition.Build(new CallSite(graph, name, new EquatableArray<int>(input), all, Float));
    }

    public int Norm(string name, int input) => Norm(new BatchNormOperator(1e-5, 0.1), name, input, graph.ShapeOf(input).Columns);

    public int ImageNorm(string name, int input) =>
        Norm(new Generator.Operators.BatchNorm2d(1e-5, 0.1), name, input, graph.ShapeOf(input).Dimensions[0].Size);

    private int Norm(Operator norm, string name, int input, int features) => graph.Add(
        norm, name, input,
        Vector($"{name}.weight", features, Initializer.Constant(1)),
        Vector($"{name}.bias", features, Initializer.Constant(0)),
        Vector($"{name}.running_mean", features, Initializer.Constant(0), WeightKind.Statistic),
        Vector($"{name}.running_var", features, Initializer.Constant(1), WeightKind.Statistic));

    public int Bag(string name, int tokens, (int Tokens, int Dimensions) size, Compression compression) => graph.Add(
        new EmbeddingBagOperator(BagMode.Mean), name, tokens,
        Parameter($"{name}.weight", WeightKind.Table, Shape.Of(size.Tokens, size.Dimensions), compression, Initializer.Normal(1)));

    public int Add(Operator op, string name, params int[] inputs) => graph.Add(op, name, inputs);

    public ModelGraph Build(params int[] outputs) => graph.Build(outputs);

    /// <summary>Linear layers with Relu between them.</summary>
    public static ModelGraph Mlp(int[] sizes, Compression compression)
    {
        var b = new NetworkBuilder();
        var value = b.Input(sizes[0]);
        for (var i = 1; i < sizes.Length; i++)
        {
            var last = i == sizes.Length - 1;
            value = b.Linear(last ? "head" : $"fc{i}", value, sizes[i], last ? compression with { Sparsity = 0 } : compression);
            if (!last) value = b.Add(new Relu(), $"fc{i}.relu", value);
        }

        return b.Build(value);
    }

    private int Vector(string key, int length, Initializer start, WeightKind kind = WeightKind.Vector) =>
        Parameter(key, kind, Shape.Of(length), Float, start);

    private int Parameter(string key, WeightKind kind, Shape shape, Compression compression, Initializer start) =>
        graph.AddParameter(new Parameter(key, kind, TensorType.Float(shape), compression, start));
}
