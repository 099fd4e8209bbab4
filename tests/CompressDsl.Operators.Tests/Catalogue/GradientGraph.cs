using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>
/// A network with the gradient of <c>sum(output * weights)</c> behind it, by the operators' own rules; <c>weights</c> is one more input.
/// </summary>
internal sealed class GradientGraph
{
    private readonly GraphBuilder builder;
    private readonly Dictionary<int, int> gradients = [];

    public GradientGraph(ModelGraph simple)
    {
        builder = new GraphBuilder(simple.Name);
        foreach (var node in simple.Nodes)
        {
            if (node.Operator is Parameter parameter) builder.AddParameter(parameter);
            else builder.Add(node.Operator, node.Name, node.Inputs.ToArray());
        }

        var output = simple.Outputs[0];
        gradients[output] = builder.Add(new Input(simple.Inputs.Count, simple[output].Type), "weights");
        foreach (var node in simple.Nodes.Reverse()) Walk(node);
        Graph = builder.Build(output);
    }

    /// <summary>Both halves; ids of the forward half are those of the network.</summary>
    public ModelGraph Graph { get; }

    /// <summary>Id of the gradient with respect to a forward node; null where none arrives.</summary>
    public int? Of(int node) => gradients.TryGetValue(node, out var gradient) ? gradient : null;

    private void Walk(Node node)
    {
        if (Of(node.Id) is not { } gradient) return;
        Assert.Equal(node.Type, builder.TypeOf(gradient));
        var parts = node.Operator.Differentiate(new GradientContext(builder, node.Inputs, node.Id, gradient));
        Assert.True(node.Inputs.Count == parts.Length, $"{node} answers {parts.Length} gradients");
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not { } part) continue;
            Assert.Equal(builder.TypeOf(node.Inputs[i]), builder.TypeOf(part));
            gradients[node.Inputs[i]] = Of(node.Inputs[i]) is { } sum ? builder.Add(new Add(), "sum", sum, part) : part;
        }
    }
}
