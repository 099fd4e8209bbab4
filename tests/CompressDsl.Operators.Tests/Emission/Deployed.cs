using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>The meaning of a compressed network: deployed weights, quantisation points, in double.</summary>
internal static class Deployed
{
    public static double[] Run(ModelGraph graph, Checkpoint checkpoint, params NumericArray[] inputs)
    {
        var compressed = Passes.Compress(graph, key => checkpoint.Find(key + ".range") is not null);
        var context = new CompressionContext(Lowerer.Lower(compressed, "Demo.M").Recipe, checkpoint);
        var evaluator = new GraphEvaluator(compressed);
        foreach (var parameter in compressed.Parameters.Select(p => (Parameter)p.Operator))
            evaluator.Parameters[parameter.Key] = RandomWeights.Array(context.Vector(parameter.Key), parameter.Type.Shape.Dimensions.Select(d => d.Size).ToArray());
        foreach (var layer in compressed.Nodes.Where(n => n.Operator is Generator.Operators.ILinearMap && n.Inputs.Count == 3))
        {
            var weight = ((Parameter)compressed[layer.Inputs[1]].Operator).Key;
            var bias = ((Parameter)compressed[layer.Inputs[2]].Operator).Key;
            var folded = context.Bias(context.Weight(weight).Recipe, bias);
            evaluator.Parameters[bias] = RandomWeights.Array(folded, folded.Length);
        }

        foreach (var tensor in checkpoint.Tensors.Where(t => t.Name.EndsWith(".range", StringComparison.Ordinal)))
            evaluator.Ranges[tensor.Name[..^".range".Length]] = RandomWeights.Array(tensor.ToFloats(), 2);
        return evaluator.Run(inputs).SelectMany(o => o.Data).ToArray();
    }
}
