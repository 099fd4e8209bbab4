using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using MulOperator = CompressDsl.Generator.Operators.Mul;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>A conformance case whose float operands are multiplied by parameters first: their gradients are those of the operands.</summary>
internal static class ScaledSample
{
    public static ModelGraph Build(OperatorDefinition definition, OperatorSample sample)
    {
        var plain = SampleGraph.Build(definition, sample);
        var graph = new GraphBuilder(definition.Name);
        var ids = new int[plain.Nodes.Count];
        foreach (var node in plain.Nodes)
        {
            var inputs = node.Inputs.Select(i => ids[i]).ToArray();
            ids[node.Id] = node.Operator is Parameter parameter ? graph.AddParameter(parameter) : graph.Add(node.Operator, node.Name, inputs);
            if (node.Operator is Input { Type: { Element: ElementType.Float32, Shape.Rank: > 0 } type }) ids[node.Id] = Scaled(graph, ids[node.Id], type);
        }

        return graph.Build(plain.Outputs.Select(o => ids[o]).ToArray());
    }

    private static int Scaled(GraphBuilder graph, int input, TensorType type)
    {
        var name = $"scale{input}";
        var factors = new Parameter($"{name}.weight", WeightKind.Vector, TensorType.Float(Shape.Of(type.Shape.Columns)), Compression.None, Initializer.Constant(1));
        return graph.Add(new MulOperator(), name, input, graph.AddParameter(factors));
    }
}
