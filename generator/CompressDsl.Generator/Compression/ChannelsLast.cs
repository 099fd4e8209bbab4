using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Moves permutations of axes towards the outputs, where most of them cancel: convolutions are written with channels last between two
/// permutations, and what stands between convolutions (activations, sums, poolings, concatenations) is computed in that order as well. A
/// linear layer behind a flattened image takes its columns in the image's order. What remains is, as a rule, one permutation of the input.
/// </summary>
internal sealed class ChannelsLast
{
    private readonly ModelGraph graph;
    private readonly IReadOnlyDictionary<int, ParameterStorage> storages;
    private readonly GraphBuilder builder;
    private readonly Arranged[] values;
    private readonly Dictionary<int, ParameterStorage> found = [];
    private readonly Dictionary<Arranged, int> plain = [];

    private ChannelsLast(ModelGraph graph, IReadOnlyDictionary<int, ParameterStorage> storages)
    {
        this.graph = graph;
        this.storages = storages;
        builder = new GraphBuilder(graph.Name);
        values = new Arranged[graph.Nodes.Count];
    }

    public static ModelGraph Apply(ModelGraph graph)
    {
        if (!graph.Nodes.Any(n => n.Operator is Permute)) return graph;

        // The first walk finds the linear layers whose columns are taken in another order, the second one writes them so.
        var first = new ChannelsLast(graph, new Dictionary<int, ParameterStorage>());
        first.Run();
        return new ChannelsLast(graph, first.found).Run();
    }

    private ModelGraph Run()
    {
        foreach (var node in graph.Nodes) values[node.Id] = Visit(node);
        return builder.Build(graph.Outputs.Select(o => Plain(values[o])).ToArray());
    }

    private Arranged Visit(Node node)
    {
        var inputs = node.Inputs.Select(i => values[i]).ToArray();
        return node.Operator switch
        {
            Parameter parameter => new Arranged(builder.AddParameter(Stored(node, parameter))),
            Permute permute => Moved(inputs[0], permute.Axes),
            Transpose transpose => Moved(inputs[0], transpose.Order(graph[node.Inputs[0]].Type.Shape.Rank)),
            Linear when inputs[0].Flat is not null && Takes(node, inputs[0]) => Keep(node, [inputs[0] with { Axes = null, Flat = null }, .. inputs.Skip(1)]),
            Reshape when inputs[0].Axes is not null => Flattened(node, inputs[0]),
            _ when inputs.All(i => i.IsPlain) => Keep(node, inputs),
            (Elementwise or Dropout or DropoutMask or Detach) and not IBatchNorm => Elements(node, inputs),
            IMovesAxis moves when inputs[0].Axes is { } axes => Along(node, inputs, moves, axes),
            _ => Keep(node, inputs),
        };
    }

    private Parameter Stored(Node node, Parameter parameter) =>
        storages.TryGetValue(node.Id, out var storage) ? parameter with { Storage = storage } : parameter;

    /// <summary>A permutation costs nothing until somebody needs its result as it is.</summary>
    private Arranged Moved(Arranged value, EquatableArray<int> axes)
    {
        if (value.Flat is not null) value = new Arranged(Plain(value));
        var combined = value.Axes is { } before ? new EquatableArray<int>(axes.Select(a => before[a])) : axes;
        return combined.SequenceEqual(Enumerable.Range(0, combined.Count)) ? new Arranged(value.Id) : new Arranged(value.Id, combined);
    }

    /// <summary>An image that becomes a vector: the elements stay where they are, and the reader is told their order.</summary>
    private Arranged Flattened(Node node, Arranged value)
    {
        var shape = graph[node.Inputs[0]].Type.Shape;
        var target = ((Reshape)node.Operator).Target;
        if (new Permute(value.Axes!.Value).KeepsOrder(builder.ShapeOf(value.Id))) return new Arranged(builder.Add(node.Operator, node.Name, value.Id));
        if (target.Rank != 1 || shape.Named is not null) return Keep(node, [value]);
        var order = new WeightOrder(new EquatableArray<int>(shape.Dimensions.Select(d => d.Size)), new Permute(value.Axes.Value).Inverse().Axes);
        return new Arranged(builder.Add(node.Operator, node.Name, value.Id), value.Axes, order);
    }

    /// <summary>Whether a linear layer can take its columns in the order of <paramref name="value"/>: its weight has no other reader.</summary>
    private bool Takes(Node node, Arranged value)
    {
        var weight = graph[node.Inputs[1]];
        if (weight.Operator is not Parameter { Storage: null } parameter || graph.Users(weight.Id).Count() != 1) return false;
        var rows = parameter.Type.Shape.Dimensions[0].Size;
        var order = new WeightOrder(
            new EquatableArray<int>(new[] { rows }.Concat(value.Flat!.View)), new EquatableArray<int>(new[] { 0 }.Concat(value.Flat.Axes.Select(a => a + 1))));
        found[weight.Id] = new ParameterStorage(parameter.Type.Shape, order);
        return true;
    }

    /// <summary>A function of single elements takes its operands as they lie, all in the order of the first one that is arranged.</summary>
    private Arranged Elements(Node node, Arranged[] inputs)
    {
        var shape = node.Type.Shape;
        var leading = Enumerable.Range(0, inputs.Length).First(i => !inputs[i].IsPlain);
        var order = inputs[leading];
        if (graph[node.Inputs[leading]].Type.Shape.Rank != shape.Rank) return Keep(node, inputs);
        if (order.Flat is not null)
        {
            var same = inputs.Select((v, i) => v == inputs[leading] || v.Flat == order.Flat || graph[node.Inputs[i]].Type.Shape.Elements == 1).All(s => s);
            return same ? new Arranged(builder.Add(node.Operator, node.Name, inputs.Select(v => v.Id).ToArray()), order.Axes, order.Flat) : Keep(node, inputs);
        }

        var operands = inputs.Select((v, i) => Aligned(v, graph[node.Inputs[i]], order.Axes!.Value)).ToArray();
        return operands.Any(o => o is null) ? Keep(node, inputs) : new Arranged(builder.Add(node.Operator, node.Name, operands.Select(o => o!.Value).ToArray()), order.Axes);
    }

    /// <summary>An operand as it has to lie beside values arranged by <paramref name="axes"/>; null where that is not possible.</summary>
    private int? Aligned(Arranged value, Node operand, EquatableArray<int> axes)
    {
        var shape = operand.Type.Shape;
        if (value.Axes == axes && value.Flat is null) return value.Id;
        if (shape.Elements == 1) return Plain(value);
        if (operand.Operator is Parameter) return null;
        var inverse = new Permute(axes).Inverse();
        var wide = Shape.Of([.. Enumerable.Repeat(new Dimension(1), axes.Count - shape.Rank), .. shape.Dimensions]);
        var plainId = Plain(value);
        if (wide != shape) plainId = builder.Add(new Reshape(wide), operand.Name + ".wide", plainId);
        return builder.Add(inverse, operand.Name + ".aligned", plainId);
    }

    /// <summary>An operator along one axis works along the place where that axis lies.</summary>
    private Arranged Along(Node node, Arranged[] inputs, IMovesAxis moves, EquatableArray<int> axes)
    {
        var operands = inputs.Select((v, i) => Aligned(v, graph[node.Inputs[i]], axes)).ToArray();
        if (operands.Any(o => o is null)) return Keep(node, inputs);
        var axis = axes[graph[node.Inputs[0]].Type.Shape.Axis(moves.Axis)];
        var result = builder.Add(moves.WithAxis(axis), node.Name, operands.Select(o => o!.Value).ToArray());
        if (node.Type.Shape.Rank == axes.Count) return new Arranged(result, axes);
        var left = axes.Where(a => a != axis).Select(a => a > axis ? a - 1 : a).ToArray();
        return left.SequenceEqual(Enumerable.Range(0, left.Length)) ? new Arranged(result) : new Arranged(result, left);
    }

    private Arranged Keep(Node node, Arranged[] inputs) => new(builder.Add(node.Operator, NameOf(node), inputs.Select(Plain).ToArray()));

    /// <summary>The last part of a layer carries the layer's name; where that is a permutation, what stands before it takes the name over.</summary>
    private string NameOf(Node node)
    {
        var users = graph.Users(node.Id).ToList();
        return users.Count == 1 && graph[users[0]].Operator is Permute && node.Operator is ILinearMap or IBatchNorm ? graph[users[0]].Name : node.Name;
    }

    /// <summary>The value in its own order of axes.</summary>
    private int Plain(Arranged value)
    {
        if (value.IsPlain) return value.Id;
        if (plain.TryGetValue(value, out var known)) return known;
        var name = builder[value.Id].Name;
        if (value.Flat is not { } flat) return plain[value] = builder.Add(new Permute(value.Axes!.Value), name + ".permuted", value.Id);
        var image = builder.Add(new Reshape(Shape.Of(flat.Axes.Select(a => new Dimension(flat.View[a])).ToArray())), name + ".image", value.Id);
        var moved = builder.Add(new Permute(value.Axes!.Value), name + ".permuted", image);
        return plain[value] = builder.Add(new Reshape(builder.ShapeOf(value.Id)), name + ".flat", moved);
    }

    /// <summary>A value of the graph and where it lies: node <paramref name="Id"/> with its axes permuted by <paramref name="Axes"/> (null: as it is).</summary>
    /// <param name="Id">Node of the new graph.</param>
    /// <param name="Axes">What a <see cref="Permute"/> would have to do.</param>
    /// <param name="Flat">For an image that became a vector, the order of its elements.</param>
    private sealed record Arranged(int Id, EquatableArray<int>? Axes = null, WeightOrder? Flat = null)
    {
        public bool IsPlain => Axes is null;
    }
}
