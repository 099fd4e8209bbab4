using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>Puts a model's own loss behind its output: trained networks compute it, and its gradient, as they compute anything else.</summary>
internal static class OwnLoss
{
    /// <summary>The graph with the loss as its last output; what it compares with are further inputs.</summary>
    public static ModelGraph Append(ModelGraph graph, LossDeclaration? loss)
    {
        if (loss is null) return graph;
        var nodes = graph.Nodes.ToList();
        var inputs = graph.Inputs.ToList();
        var ids = new int[loss.Graph.Nodes.Count];
        foreach (var node in loss.Graph.Nodes)
        {
            if (node.Operator is Input input && loss.Inputs[input.Index] == LossDeclaration.Outputs)
            {
                ids[node.Id] = graph.Outputs[0];
                continue;
            }

            ids[node.Id] = nodes.Count;
            var op = node.Operator is Input ? new Input(inputs.Count, node.Type) : node.Operator;
            if (op is Input) inputs.Add(nodes.Count);
            nodes.Add(new Node(nodes.Count, op, new EquatableArray<int>(node.Inputs.Select(i => ids[i])), node.Type, $"loss.{node.Name}"));
        }

        return graph with
        {
            Nodes = new EquatableArray<Node>(nodes), Inputs = new EquatableArray<int>(inputs),
            Outputs = new EquatableArray<int>(graph.Outputs.Append(ids[loss.Graph.Outputs[0]])),
        };
    }

    /// <summary>Tells one loss from another: its operators and constants.</summary>
    public static string Fingerprint(ModelGraph loss)
    {
        var nodes = loss.Nodes.Select(n =>
            $"{n.Name} {n.Operator.GetType().Name} {string.Join(" ", n.Inputs)} {(n.Operator as Operators.Scalar)?.Value.ToString("R", CultureInfo.InvariantCulture)}");
        return StableHash.Of(string.Join("\n", nodes)).ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>The parameters that are inputs behind those of the model, in order.</summary>
    public static IReadOnlyList<string> InputsOf(LossDeclaration? loss) =>
        loss is null ? [] : [.. loss.Graph.Nodes.Select(n => n.Operator).OfType<Input>().Select(i => loss.Inputs[i.Index]).Where(n => n != LossDeclaration.Outputs)];
}
