using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Puts a quantisation point on the input of every linear layer whose weights are quantised (unless its mode is weight-only); layers that
/// read the same value share it. Training places the same points, so that the trained network is the compiled one.
/// </summary>
internal static class QuantizationPoints
{
    public static ModelGraph Apply(ModelGraph graph, Func<string, bool> hasRange)
    {
        var builder = new GraphBuilder(graph.Name);
        var ids = new int[graph.Nodes.Count];
        var points = new Dictionary<(int Value, QuantizationMode Mode, bool OneGrid), int>();
        var calls = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            var inputs = node.Inputs.Select(i => ids[i]).ToArray();
            if (node.Operator is ILinearMap && WeightOf(graph, node) is { Compression: { Bits: < 32, Mode: not QuantizationMode.WeightOnly } } weight)
            {
                var layer = weight.Key.Substring(0, weight.Key.LastIndexOf('.'));
                calls.TryGetValue(layer, out var call);
                calls[layer] = call + 1;
                var key = call == 0 ? $"{layer}.input" : $"{layer}.input.{call}";
                var asked = (inputs[0], weight.Compression.Mode, weight.Compression.Mode == QuantizationMode.Dynamic && node.Operator is Convolution);
                if (!points.TryGetValue(asked, out var point)) point = points[asked] = AddPoint(builder, inputs[0], new FakeQuantize(key, Mode(weight, key, hasRange)) { OneGrid = node.Operator is Convolution });
                inputs[0] = point;
            }

            ids[node.Id] = node.Operator is Parameter parameter ? builder.AddParameter(parameter) : builder.Add(node.Operator, node.Name, inputs);
        }

        return builder.Build(graph.Outputs.Select(o => ids[o]).ToArray());
    }

    private static Parameter? WeightOf(ModelGraph graph, Node node) => graph[node.Inputs[1]].Operator as Parameter;

    private static QuantizationMode Mode(Parameter weight, string key, Func<string, bool> hasRange) =>
        weight.Compression.Mode == QuantizationMode.Static && !hasRange(key) ? QuantizationMode.Dynamic : weight.Compression.Mode;

    private static int AddPoint(GraphBuilder builder, int value, FakeQuantize point) => builder.Add(point, point.Key, value);
}
