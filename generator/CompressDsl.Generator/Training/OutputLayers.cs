using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Training;

/// <summary>
/// The quantised layers that compute an output last: between them and the output stand only operators that move no value farther than
/// their operand moved. One of their activations that is rounded to the other side moves the output by one step of the activation times
/// a weight of the layer at most.
/// </summary>
internal static class OutputLayers
{
    /// <summary>Keys of the layers' weights; empty where the output is computed in another way.</summary>
    public static EquatableArray<string> Of(ModelGraph graph, int output)
    {
        var keys = new List<string>();
        return Collect(graph, graph[output], keys) ? new EquatableArray<string>(keys.Distinct()) : default;
    }

    private static bool Collect(ModelGraph graph, Node node, List<string> keys)
    {
        if (node.Operator is Input or Parameter) return true;
        if (node.Operator is ILinearMap)
        {
            if (graph[node.Inputs[1]].Operator is not Parameter { Compression.Bits: < 32 } weight) return false;
            keys.Add(weight.Key);
            return true;
        }

        return Keeps(node.Operator) && node.Inputs.All(i => Collect(graph, graph[i], keys));
    }

    private static bool Keeps(Operator op) => op switch
    {
        Reshape or Flatten or Permute or Transpose or Slice or Concat or Pad or Detach => true,
        LeakyRelu leaky => Math.Abs(leaky.NegativeSlope) <= 1,
        Relu or Relu6 or Sigmoid or Tanh or Softmax or ReduceMax or ReduceMean or Add or Sub => true,
        _ => false,
    };
}
