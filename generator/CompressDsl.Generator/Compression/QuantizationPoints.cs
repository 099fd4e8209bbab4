using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Puts a quantisation point on the operand of every layer whose weights are quantised (unless its mode is weight-only). A value has one
/// static grid: the point stands directly behind the arithmetic that computes the value, before moves, and every reader takes the value
/// from there. Training places the same points, so that the trained network is the compiled one.
/// </summary>
internal sealed class QuantizationPoints
{
    private readonly ModelGraph graph;
    private readonly GraphBuilder builder;
    private readonly int[] results;
    private readonly int[] read;
    private readonly Dictionary<int, Asked> layers = [];
    private readonly SharedGrids grids;
    private readonly Dictionary<(int Value, bool OneGrid, int Bits), int> measured = [];

    private QuantizationPoints(ModelGraph graph, Func<string, bool> hasRange)
    {
        this.graph = graph;
        builder = new GraphBuilder(graph.Name);
        results = new int[graph.Nodes.Count];
        read = new int[graph.Nodes.Count];
        var calls = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(n => n.Operator is ILinearMap))
        {
            if (graph[node.Inputs[1]].Operator is not Parameter weight) continue;
            if (weight.Compression is not { Bits: < 32, Mode: not QuantizationMode.WeightOnly }) continue;
            var layer = weight.Key.Substring(0, weight.Key.LastIndexOf('.'));
            calls.TryGetValue(layer, out var call);
            calls[layer] = call + 1;
            layers[node.Id] = new Asked(node.Inputs[0], call == 0 ? $"{layer}.input" : $"{layer}.input.{call}", weight.Compression.Mode, weight.Compression.ActivationBits);
        }

        var asked = layers.OrderBy(l => l.Key).Select(l => l.Value).Where(a => a.Mode == QuantizationMode.Static);
        grids = new SharedGrids(graph, asked.Select(a => (a.Value, a.Key, a.Bits)).ToList(), hasRange);
    }

    /// <param name="graph">Of simple operators.</param>
    /// <param name="hasRange">Whether a static point's range is known; a layer without one measures its operand instead.</param>
    public static ModelGraph Apply(ModelGraph graph, Func<string, bool> hasRange) => new QuantizationPoints(graph, hasRange).Run();

    private ModelGraph Run()
    {
        foreach (var node in graph.Nodes)
        {
            var inputs = node.Inputs.Select(i => node.Operator is FakeQuantize ? results[i] : read[i]).ToArray();
            if (layers.TryGetValue(node.Id, out var asked) && (asked.Mode == QuantizationMode.Dynamic || grids.KeyOf(asked.Value) is null))
                inputs[0] = Measured(inputs[0], asked, node.Operator is Convolution);
            results[node.Id] = node.Operator is Parameter parameter
                ? builder.AddParameter(parameter)
                : builder.Add(node.Operator, node.Name, inputs);
            read[node.Id] = grids.KeyOf(node.Id) is { } key && !SharedGrids.IsMove(graph, node)
                ? builder.Add(new FakeQuantize(key, QuantizationMode.Static) { Bits = grids.BitsOf(node.Id) }, key, results[node.Id])
                : results[node.Id];
        }

        return builder.Build(graph.Outputs.Select(o => results[o]).ToArray());
    }

    /// <summary>The point of a layer whose operand's range is measured at the call; layers that read the same value share it.</summary>
    private int Measured(int value, Asked layer, bool oneGrid)
    {
        var asked = (value, oneGrid, layer.Bits);
        if (measured.TryGetValue(asked, out var known)) return known;
        return measured[asked] = builder.Add(new FakeQuantize(layer.Key, QuantizationMode.Dynamic) { OneGrid = oneGrid, Bits = layer.Bits }, layer.Key, value);
    }

    /// <summary>What a layer asks for.</summary>
    private sealed record Asked(int Value, string Key, QuantizationMode Mode, int Bits);
}
