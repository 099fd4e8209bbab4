using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using LinearOperator = CompressDsl.Generator.Operators.Linear;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Random feed-forward graphs: layers, functions, values with several uses and layers that are called twice.</summary>
internal sealed class RandomGraph(int seed)
{
    private readonly Random random = new(seed);
    private readonly GraphBuilder graph = new("Random");
    private readonly List<int> values = [];
    private int layers;

    public Random Random => random;

    /// <summary>A graph of about <paramref name="size"/> nodes with one input of <paramref name="width"/> floats.</summary>
    public ModelGraph Build(int size, int width)
    {
        values.Add(graph.Add(new Input(0, TensorType.Float(Shape.Of(width))), "x"));
        values.Add(Linear("first", values[0], width));
        for (var i = 0; i < size; i++) values.Add(Step(width));
        return graph.Build(Linear("last", values[^1], 3));
    }

    /// <summary>A layer applied to its own result.</summary>
    public ModelGraph Twice()
    {
        var x = graph.Add(new Input(0, TensorType.Float(Shape.Of(4))), "x");
        return graph.Build(Linear("shared", graph.Add(new Tanh(), "tanh", Linear("shared", x, 4)), 4));
    }

    /// <summary>A weight matrix and bias under <paramref name="name"/>; the same name again shares them.</summary>
    public int Linear(string name, int input, int outputs)
    {
        var inputs = graph.ShapeOf(input).Columns;
        var weight = graph.AddParameter(Parameter($"{name}.weight", WeightKind.Matrix, Shape.Of(outputs, inputs)));
        var bias = graph.AddParameter(Parameter($"{name}.bias", WeightKind.Vector, Shape.Of(outputs)));
        return graph.Add(new LinearOperator(true), name, input, weight, bias);
    }

    public static Dictionary<string, NumericArray> Values(ModelGraph model, Random random) =>
        model.Parameters.Select(p => (Parameter)p.Operator).ToDictionary(p => p.Key, p => Fill(p.Type.Shape, random));

    public static NumericArray Fill(Shape shape, Random random) =>
        NumericArray.Fill(shape.Dimensions.Select(d => d.Size).ToArray(), _ => (random.NextDouble() * 1.2) - 0.6);

    private static Parameter Parameter(string key, WeightKind kind, Shape shape) =>
        new(key, kind, TensorType.Float(shape), Generator.Graph.Compression.None, Initializer.FanIn(shape.Columns));

    private int Step(int width)
    {
        var (a, b) = (Pick(), Pick());
        return random.Next(8) switch
        {
            0 => graph.Add(new Tanh(), "tanh", a),
            1 => graph.Add(new Sigmoid(), "sigmoid", a),
            2 => graph.Add(new Gelu(false), "gelu", a),
            3 => graph.Add(new Add(), "sum", a, b),
            4 => graph.Add(new Mul(), "product", a, b),
            5 => graph.Add(new Sub(), "difference", a, graph.Add(new ReduceMean(-1, true), "mean", b)),
            6 => Linear("shared", a, width),
            _ => Linear($"layer{layers++}", a, width),
        };
    }

    private int Pick() => values[random.Next(values.Count)];
}
