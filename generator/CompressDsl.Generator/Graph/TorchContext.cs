using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>
/// What an operator is handed to write itself as an expression of TorchSharp (<see cref="Operator.Torch"/>). Tensors have the batch as their
/// first axis, which the graph does not know: axis i of a value is axis i + 1 of its tensor. Parameters have no batch.
/// </summary>
/// <param name="graph">The network.</param>
/// <param name="node">The node that is written.</param>
/// <param name="texts">Texts of the nodes before it, by id.</param>
internal sealed class TorchContext(ModelGraph graph, Node node, IReadOnlyDictionary<int, string> texts)
{
    /// <summary>Whether the text is the pass that training runs: parameters in the order of computation, with quantisation points.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Number of the node among those of its kind, where training counts them (batch norms, dropouts).</summary>
    public int Number { get; init; }

    public Node Node => node;

    /// <summary>Operands.</summary>
    public int Count => node.Inputs.Count;

    /// <summary>Shape of the result, without the batch.</summary>
    public Shape Shape => node.Type.Shape;

    /// <summary>Number of samples, as an expression.</summary>
    public string Batch => texts[graph.Inputs[0]] + ".shape[0]";

    /// <summary>Where the tensors are, as an expression.</summary>
    public string Device => texts[graph.Inputs[0]] + ".device";

    /// <summary>Text of operand <paramref name="input"/>.</summary>
    public string In(int input) => texts[node.Inputs[input]];

    public Shape ShapeOf(int input) => graph[node.Inputs[input]].Type.Shape;

    public Operator OperatorOf(int input) => graph[node.Inputs[input]].Operator;

    /// <summary>Operand <paramref name="input"/> with as many axes as the result: behind the batch, broadcasting counts from the last axis.</summary>
    public string Aligned(int input)
    {
        var text = In(input);
        if (OperatorOf(input) is Parameter) return text;
        for (var missing = Shape.Rank - ShapeOf(input).Rank; missing > 0; missing--) text += ".unsqueeze(1)";
        return text;
    }

    /// <summary>Number of the tensor's axis: behind the batch, counted from the first.</summary>
    public static string Axis(Shape shape, int axis) => (shape.Axis(axis) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The operand as a tensor of this shape for every sample.</summary>
    public static string Reshaped(string text, Shape shape)
    {
        var sizes = shape.Dimensions.Select(d => d.IsNamed ? "-1" : d.ToString()).ToArray();
        return $"{text}.reshape({string.Join(", ", sizes.Prepend(shape.Named is null ? "-1" : text + ".shape[0]"))})";
    }

    /// <summary><c>new long[] { 1, 2 }</c>.</summary>
    public static string Longs(params int[] sizes) =>
        $"new long[] {{ {string.Join(", ", sizes.Select(s => s.ToString(System.Globalization.CultureInfo.InvariantCulture)))} }}";
}
