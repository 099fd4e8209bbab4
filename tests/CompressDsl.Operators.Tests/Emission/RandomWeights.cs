using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Checkpoints with random weights, and ranges measured on the reference.</summary>
internal static class RandomWeights
{
    public static Checkpoint For(ModelGraph graph, Random random) => new(graph.Parameters.Select(n =>
    {
        var parameter = (Parameter)n.Operator;
        var shape = parameter.Storage?.Shape ?? parameter.Type.Shape;
        var scale = parameter.Kind == WeightKind.Matrix ? 2 / Math.Sqrt(parameter.Type.Shape.Columns) : 1;
        var values = Enumerable.Range(0, shape.Elements).Select(_ => (float)(((random.NextDouble() * 2) - 1) * scale)).ToArray();
        if (parameter.Key.EndsWith("running_var", StringComparison.Ordinal)) values = values.Select(v => Math.Abs(v) + 0.1f).ToArray();
        return CheckpointTensor.Of(parameter.Key, new EquatableArray<int>(shape.Dimensions.Select(d => d.Size)), values);
    }));

    public static GraphEvaluator Evaluator(ModelGraph graph, Checkpoint checkpoint)
    {
        var evaluator = new GraphEvaluator(graph);
        foreach (var parameter in graph.Parameters.Select(p => (Parameter)p.Operator))
        {
            var stored = checkpoint[parameter.Key].ToFloats();
            evaluator.Parameters[parameter.Key] = Array(
                parameter.Storage?.Order.Arrange(stored) ?? stored, parameter.Type.Shape.Dimensions.Select(d => d.Size).ToArray());
        }

        return evaluator;
    }

    /// <summary>The checkpoint with a range for every quantisation point, measured on some samples of the uncompressed network.</summary>
    public static Checkpoint Calibrated(ModelGraph graph, Checkpoint checkpoint, Random random)
    {
        var compressed = Passes.Compress(graph);
        var points = compressed.Nodes.Where(n => n.Operator is FakeQuantize { Mode: QuantizationMode.Static }).ToList();
        if (points.Count == 0) return checkpoint;
        var expanded = compressed with
        {
            Nodes = new EquatableArray<Node>(compressed.Nodes.Select(n => n.Operator is FakeQuantize ? n with { Operator = new MapOperator(Expr.Input(0)) } : n)),
        };
        var ranges = points.Select(KeyOf).Distinct().ToDictionary(k => k, _ => new float[2]);
        for (var sample = 0; sample < 16; sample++)
        {
            var inputs = graph.Inputs.Select(i => RandomInputs.Of(graph[i].Type, random, 5)).ToArray();
            var values = Evaluator(expanded, checkpoint).RunAll(inputs);
            foreach (var point in points)
            {
                var range = ranges[KeyOf(point)];
                range[0] = Math.Min(range[0], (float)values[point.Id].Data.Min());
                range[1] = Math.Max(range[1], (float)values[point.Id].Data.Max());
            }
        }

        return checkpoint.With(ranges.Select(r => CheckpointTensor.Of(r.Key + ".range", [2], r.Value)).ToArray());
    }

    private static string KeyOf(Node point) => ((FakeQuantize)point.Operator).Key;

    public static float[] Floats(Random random, int count, double low = -4, double high = 4) =>
        Enumerable.Range(0, count).Select(_ => (float)(low + (random.NextDouble() * (high - low)))).ToArray();

    public static NumericArray Array(float[] values, params int[] shape) => new(shape, values.Select(v => (double)v).ToArray());
}
