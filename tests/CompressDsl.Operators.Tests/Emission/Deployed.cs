using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>The meaning of a compressed network: deployed weights, quantisation points, in double.</summary>
internal static class Deployed
{
    public static double[] Run(ModelGraph graph, Checkpoint checkpoint, params NumericArray[] inputs)
    {
        var compressed = Passes.Compress(graph, key => checkpoint.Find(key + ".range") is not null);
        var context = new CompressionContext(Lowerer.Lower(compressed, "Demo.M").Recipe, checkpoint);
        var biased = WithBiases(compressed);
        var evaluator = new GraphEvaluator(biased);
        foreach (var parameter in compressed.Parameters.Select(p => (Parameter)p.Operator))
            evaluator.Parameters[parameter.Key] = RandomWeights.Array(context.Vector(parameter.Key), parameter.Type.Shape.Dimensions.Select(d => d.Size).ToArray());
        foreach (var layer in biased.Nodes.Where(n => n.Operator is ILinearMap))
        {
            var weight = ((Parameter)biased[layer.Inputs[1]].Operator).Key;
            var (key, own) = BiasOf(biased, layer);
            if (key is null) continue;
            var bias = context.Bias(context.Weight(weight).Recipe, own);
            evaluator.Parameters[key] = Rounded(bias, context, weight, SharedGrids.PointOf(biased, layer.Inputs[0]));
        }

        foreach (var tensor in checkpoint.Tensors.Where(t => t.Name.EndsWith(".range", StringComparison.Ordinal)))
            evaluator.Ranges[tensor.Name[..^".range".Length]] = RandomWeights.Array(tensor.ToFloats(), 2);
        return evaluator.Run(inputs).SelectMany(o => o.Data).ToArray();
    }

    /// <summary>Behind a static point the bias of a layer with a scale per output is an integer of input scale times weight scale.</summary>
    private static NumericArray Rounded(float[] bias, CompressionContext context, string weight, FakeQuantize? operand)
    {
        var array = RandomWeights.Array(bias, bias.Length);
        if (operand is not { Mode: QuantizationMode.Static } point || context.Weight(weight).Recipe.GroupSize > 0) return array;
        var scales = context.Weight(weight).NeedScales();
        return NumericArray.Fill(array.Shape, n =>
        {
            var step = (double)context.Grid(point.Key).Scale * scales[n];
            return Math.Round(array.Data[n] / step) * step;
        });
    }

    /// <summary>Layers that a norm is folded into get a bias for its shift where they have none.</summary>
    private static ModelGraph WithBiases(ModelGraph graph)
    {
        var builder = new GraphBuilder(graph.Name);
        var ids = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            if (node.Operator is Parameter parameter)
            {
                ids[node.Id] = builder.AddParameter(parameter);
                continue;
            }

            var result = builder.Add(node.Operator, node.Name, node.Inputs.Select(i => ids[i]).ToArray());
            if (node.Operator is ILinearMap && node.Inputs.Count == 2 && graph[node.Inputs[1]].Operator is Parameter { FoldedNorm: not null } weight)
            {
                var shape = Shape.Of(node.Type.Shape.Columns);
                var shift = builder.AddParameter(new Parameter(Shift(weight), WeightKind.Vector, TensorType.Float(shape), Compression.None, Initializer.Constant(0)));
                result = builder.Add(new Add(), node.Name + ".shifted", result, shift);
            }

            ids[node.Id] = result;
        }

        return builder.Build(graph.Outputs.Select(o => ids[o]).ToArray());
    }

    private static (string? Key, string? Own) BiasOf(ModelGraph graph, Node layer)
    {
        if (layer.Inputs.Count == 3)
        {
            var own = ((Parameter)graph[layer.Inputs[2]].Operator).Key;
            return (own, own);
        }

        return graph[layer.Inputs[1]].Operator is Parameter { FoldedNorm: not null } weight ? (Shift(weight), null) : (null, null);
    }

    private static string Shift(Parameter weight) => weight.Key + ".shift";
}
