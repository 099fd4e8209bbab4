using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using UpsampleOperator = CompressDsl.Generator.Operators.Upsample;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Writes networks of images <c>[channels, height, width]</c> as a user's <c>Forward</c> does.</summary>
internal sealed class LayerStack(string name, Compression compression)
{
    public GraphBuilder Graph { get; } = new(name);

    public int Conv(int x, string layer, int outputs, int kernel, int stride = 1) => Layer(
        "Conv2d", layer, x,
        ("inChannels", Channels(x)), ("outChannels", outputs), ("kernelSize", kernel), ("stride", stride), ("padding", kernel / 2));

    public int Depthwise(int x, string layer, int kernel) => Layer(
        "Conv2d", layer, x,
        ("inChannels", Channels(x)), ("outChannels", Channels(x)), ("kernelSize", kernel), ("padding", kernel / 2), ("groups", Channels(x)));

    /// <summary>Windows of one row.</summary>
    public int RowConv(int x, string layer, int outputs) => Layer(
        "Conv2d", layer, x,
        ("inChannels", Channels(x)), ("outChannels", outputs), ("kernelSize", 1), ("kernelWidth", 3), ("padding", 0), ("paddingWidth", 1));

    public int Norm(int x) => Layer("BatchNorm2d", Graph[x].Name + ".norm", x, ("numFeatures", Channels(x)));

    public int Dense(int x, string layer, int outputs) => Layer("Linear", layer, x, ("outFeatures", outputs));

    public int Head(int x) => Dense(Layer("Flatten", "flat", x), "head", 5);

    public int Relu(int x) => Graph.Add(new Relu(), Graph[x].Name + ".relu", x);

    public int Sigmoid(int x) => Graph.Add(new Sigmoid(), Graph[x].Name + ".sigmoid", x);

    public int Add(int a, int b) => Graph.Add(new Add(), "sum", a, b);

    public int Mul(int a, int b) => Graph.Add(new Mul(), "product", a, b);

    public int Concat(int a, int b) => Graph.Add(new Concat(0), "joined", a, b);

    public int Pad(int x) => Graph.Add(new Pad(1, 1, 2), "wider", x);

    public int Pool(int x, bool keepDim = false) =>
        Graph.Add(new ReduceMean(keepDim ? 1 : -1, keepDim), "columns", Graph.Add(new ReduceMean(2, keepDim), "rows", x));

    public int MaxPool(int x) => Layer("MaxPool2d", "largest", x, ("kernelSize", 3), ("stride", 2), ("padding", 1));

    /// <summary>Of nine values: their mean never lies half-way between two steps of a grid, where either is right.</summary>
    public int AvgPool(int x) => Layer("AvgPool2d", "means", x, ("kernelSize", 3), ("stride", 2));

    public int GlobalPool(int x) => Layer("AdaptiveAvgPool2d", "mean", x, ("outputSize", 1));

    public int Upsample(int x) => Graph.Add(new UpsampleOperator(2, UpsampleMode.Nearest), "larger", x);

    private int Channels(int x) => Graph.ShapeOf(x).Dimensions[0].Size;

    private int Layer(string operation, string layer, int x, params (string Name, object Value)[] settings)
    {
        var definition = OperatorCatalogue.All.Single(d => d.Name == operation);
        var all = definition.Settings.Where(s => s.Default is not null)
            .ToDictionary(s => s.Name, s => Convert.ChangeType(s.Default!, s.Type, CultureInfo.InvariantCulture));
        foreach (var setting in settings) all[setting.Name] = setting.Value;
        return definition.Build(new CallSite(Graph, layer, new EquatableArray<int>(x), all, compression));
    }
}
