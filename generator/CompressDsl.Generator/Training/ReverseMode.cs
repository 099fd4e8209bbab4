using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>
/// Reverse-mode differentiation of a whole graph: walks the nodes backwards, asks every operator for its gradient and sums what reaches
/// a value from its several uses. The result is a graph of the same operators.
/// </summary>
internal sealed class ReverseMode
{
    private static readonly Operators.MapOperator Sum2 = new(Expr.Input(0) + Expr.Input(1));

    private readonly ModelGraph model;
    private readonly GraphBuilder graph;
    private readonly bool[] needsGradient;
    private readonly List<int>[] contributions;

    private readonly int learned;

    private ReverseMode(ModelGraph model, int learned)
    {
        (this.model, this.learned) = (model, learned);
        graph = new GraphBuilder(model.Name);
        needsGradient = new bool[model.Nodes.Count];
        contributions = model.Nodes.Select(_ => new List<int>()).ToArray();
    }

    /// <summary>Adds the backward pass to <paramref name="model"/>, whose composite operators must have been expanded.</summary>
    /// <param name="model">The network.</param>
    /// <param name="learned">How many of its outputs have a loss, the first ones; null for all.</param>
    public static TrainingGraph Build(ModelGraph model, int? learned = null) => new ReverseMode(model, learned ?? model.Outputs.Count).Run();

    private TrainingGraph Run()
    {
        CopyForward();
        var seeds = model.Outputs.Take(learned).Select(AddSeed).ToArray();
        for (var id = model.Nodes.Count - 1; id >= 0; id--) Differentiate(model[id]);

        var gradients = model.Nodes
            .Where(n => n.Operator is Parameter && contributions[n.Id].Count > 0)
            .Select(n => new ParameterGradient(n.Id, new EquatableArray<int>(contributions[n.Id])));
        return WithoutDeadNodes(seeds, gradients.ToArray());
    }

    private void CopyForward()
    {
        foreach (var node in model.Nodes)
        {
            graph.Add(node.Operator, node.Name, node.Inputs.ToArray());
            needsGradient[node.Id] = node.Operator is Parameter parameter
                ? parameter.Kind != WeightKind.Statistic
                : node.Inputs.Any(i => needsGradient[i]);
        }
    }

    private int AddSeed(int output, int index)
    {
        var type = model[output].Type;
        var seed = graph.Add(new Input(model.Inputs.Count + index, type), model[output].Name + ".lossgrad");
        contributions[output].Add(seed);
        return seed;
    }

    private void Differentiate(Node node)
    {
        if (!needsGradient[node.Id] || node.Operator is Parameter || contributions[node.Id].Count == 0) return;
        var context = new GradientContext(graph, node.Inputs, node.Id, Sum(contributions[node.Id], node));
        var gradients = node.Operator.Differentiate(context);
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient && needsGradient[node.Inputs[i]]) contributions[node.Inputs[i]].Add(gradient);
        }
    }

    private int Sum(List<int> parts, Node node) =>
        parts.Aggregate((sum, part) => graph.Add(Sum2, node.Name + ".gradsum", sum, part));

    /// <summary>Drops gradient nodes that no parameter needs (those of the network's inputs, say); forward ids stay as they are.</summary>
    private TrainingGraph WithoutDeadNodes(int[] seeds, ParameterGradient[] gradients)
    {
        var forward = model.Nodes.Count;
        var alive = MarkAlive(seeds.Concat(gradients.SelectMany(g => g.Contributions)), forward);
        var moved = new int[graph.Nodes.Count];
        var nodes = new List<Node>();
        foreach (var node in graph.Nodes.Where(n => alive[n.Id]))
        {
            moved[node.Id] = nodes.Count;
            nodes.Add(node with { Id = nodes.Count, Inputs = new EquatableArray<int>(node.Inputs.Select(i => moved[i])) });
        }

        var kept = gradients.Select(g => g with { Contributions = new EquatableArray<int>(g.Contributions.Select(c => moved[c])) }).ToArray();
        var newSeeds = seeds.Select(s => moved[s]).ToArray();
        var whole = new ModelGraph(
            model.Name, new EquatableArray<Node>(nodes), new EquatableArray<int>(model.Inputs.Concat(newSeeds)),
            new EquatableArray<int>(model.Outputs.Concat(kept.SelectMany(g => g.Contributions))));
        return new TrainingGraph(whole, forward, model.Outputs, newSeeds, kept);
    }

    private bool[] MarkAlive(IEnumerable<int> roots, int forward)
    {
        var alive = new bool[graph.Nodes.Count];
        for (var i = 0; i < forward; i++) alive[i] = true;
        foreach (var root in roots) alive[root] = true;
        for (var id = alive.Length - 1; id >= 0; id--)
        {
            if (!alive[id]) continue;
            foreach (var input in graph[id].Inputs) alive[input] = true;
        }

        return alive;
    }
}
