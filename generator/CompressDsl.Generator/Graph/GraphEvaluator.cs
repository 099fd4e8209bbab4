namespace CompressDsl.Generator.Graph;

/// <summary>Runs a graph on one sample by the meanings of its operators: slow, in double; the reference of every whole-graph test.</summary>
internal sealed class GraphEvaluator(ModelGraph graph)
{
    /// <summary>Values of the parameters, by key. A key that is asked for and absent is a <see cref="KeyNotFoundException"/>.</summary>
    public Dictionary<string, NumericArray> Parameters { get; } = [];

    /// <summary>Ranges [min, max] of the static quantisation points, by key.</summary>
    public Dictionary<string, NumericArray> Ranges { get; } = [];

    /// <summary>Runs the graph and returns the value of every node.</summary>
    /// <param name="inputs">One array per input; along an axis of varying length it has the length of this sample.</param>
    public NumericArray[] RunAll(params NumericArray[] inputs)
    {
        var values = new NumericArray[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            values[node.Id] = node.Operator switch
            {
                Input input => inputs[input.Index],
                Parameter parameter => Parameters[parameter.Key],
                _ => node.Operator.Evaluate(Operands(node, values)),
            };
        }

        return values;
    }

    /// <summary>Runs the graph and returns its outputs.</summary>
    public NumericArray[] Run(params NumericArray[] inputs)
    {
        var values = RunAll(inputs);
        return graph.Outputs.Select(o => values[o]).ToArray();
    }

    private List<NumericArray> Operands(Node node, NumericArray[] values)
    {
        var operands = node.Inputs.Select(i => values[i]).ToList();
        if (node.Operator is IRangeReader { RangeKey: { } key }) operands.Add(Ranges[key]);
        return operands;
    }
}
