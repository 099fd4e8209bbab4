using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>A value inside a network that is handed out in training, because a hint compares it.</summary>
/// <param name="Field">Path of the field that makes it.</param>
/// <param name="Edge">Name of its edge in the declared graph.</param>
/// <param name="IsLearned">Whether a loss writes a gradient there.</param>
internal sealed record Feature(string Field, string Edge, bool IsLearned)
{
    /// <summary>The features of a model: those that learn, one per hint and in their order, and then those that others learn from.</summary>
    public static IReadOnlyList<Feature> Of(ModelDeclaration model) =>
    [
        .. model.Hints.Select(h => new Feature(h.Student, h.Edge, true)),
        .. model.Shown.Select(path => new Feature(path, model.Fields.First(f => f.Path == path).Edge, false)),
    ];

    /// <summary>The graph with the features behind its outputs; images with channels last.</summary>
    /// <param name="graph">With the names of the declared one.</param>
    /// <param name="features">What to hand out.</param>
    public static ModelGraph HandOut(ModelGraph graph, IReadOnlyList<Feature> features)
    {
        if (features.Count == 0) return graph;
        var nodes = graph.Nodes.ToList();
        var outputs = graph.Outputs.ToList();
        foreach (var feature in features)
        {
            var edge = graph.Nodes.First(n => n.Name == feature.Edge);
            if (edge.Type.Shape.Rank == 3)
            {
                var last = new Operators.Permute(new EquatableArray<int>(1, 2, 0));
                var type = last.Infer(new EquatableArray<TensorType>(edge.Type));
                nodes.Add(new Node(nodes.Count, last, new EquatableArray<int>(edge.Id), type, $"{edge.Name}.places{nodes.Count}"));
                edge = nodes[nodes.Count - 1];
            }

            outputs.Add(edge.Id);
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes), Outputs = new EquatableArray<int>(outputs) };
    }
}
