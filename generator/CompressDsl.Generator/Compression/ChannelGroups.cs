using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Finds the channels that go together: the outputs of a layer, those of the layers that it is added to, of the depthwise convolutions behind
/// it, the elements of batch norms, and the columns of the next layers. Values have their channels last; a channel can be removed where what is
/// computed from a zero is zero again, up to the layers that multiply it.
/// </summary>
internal sealed class ChannelGroups
{
    /// <summary>What values without channels are combined with: a formula keeps zeros where it does so for both.</summary>
    private static readonly double[] Others = [1.375, -0.625];

    private readonly ModelGraph graph;
    private readonly int[] groups;
    private readonly Dictionary<int, int> rows = [];
    private readonly Dictionary<int, int> columns = [];
    private readonly List<(int Parent, int Channels, string? Locked)> sets = [];

    /// <param name="graph">Of simple operators, computed with channels last.</param>
    public ChannelGroups(ModelGraph graph)
    {
        this.graph = graph;
        groups = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
        foreach (var node in graph.Nodes.Where(n => n.Operator is not Parameter)) groups[node.Id] = Visit(node);
        foreach (var output in graph.Outputs) Lock(groups[output], "they are an output of the network");
        foreach (var row in rows)
        {
            if (graph[row.Key].Operator is Parameter { Kind: WeightKind.Matrix } weight && !(weight.Compression is { Pattern: PrunePattern.Channels, Sparsity: > 0 }))
                Lock(row.Value, $"'{weight.Key}' has them as well and is not pruned by channels");
        }
    }

    /// <summary>The channels along the rows of a parameter, or null: number of the group and of its channels, and why they must stay.</summary>
    public (int Group, int Channels, string? Locked)? RowsOf(int parameter) => Of(rows, parameter);

    /// <summary>The channels along the columns of a parameter, or null.</summary>
    public (int Group, int Channels, string? Locked)? ColumnsOf(int parameter) => Of(columns, parameter);

    /// <summary>The channels of a value, or null.</summary>
    public (int Group, int Channels, string? Locked)? ValueOf(int id) => groups[id] < 0 ? null : At(groups[id]);

    /// <summary>The parameters that have group <paramref name="group"/> along their rows.</summary>
    public IEnumerable<Parameter> Members(int group) => rows.Where(r => Find(r.Value) == group).Select(r => (Parameter)graph[r.Key].Operator);

    private (int Group, int Channels, string? Locked)? Of(Dictionary<int, int> axis, int parameter) =>
        axis.TryGetValue(parameter, out var set) && set >= 0 ? At(set) : null;

    private (int Group, int Channels, string? Locked) At(int set) => (Find(set), sets[Find(set)].Channels, sets[Find(set)].Locked);

    private int Visit(Node node) => node.Operator switch
    {
        Convolution { Groups: 1 } or Linear => Multiply(node),
        Convolution depthwise when IsDepthwise(depthwise, node) => Along(node, groups[node.Inputs[0]]),
        BatchNorm1d => Along(node, groups[node.Inputs[0]]),
        Elementwise function => Combine(node, function),
        Pool or Nearest or FakeQuantize or Detach or Dropout => groups[node.Inputs[0]],
        Reshape reshape => Keep(node, groups[node.Inputs[0]], set => reshape.Target.Columns % sets[set].Channels == 0),
        IMovesAxis moves when node.Inputs.All(i => groups[i] >= 0) => Keep(node, Unite(node.Inputs.Select(i => groups[i])), _ => graph[node.Inputs[0]].Type.Shape is var x && x.Axis(moves.Axis) != x.Rank - 1),
        _ => Stop(node),
    };

    private bool IsDepthwise(Convolution layer, Node node) =>
        layer.Groups == graph[node.Inputs[0]].Type.Shape.Columns && layer.Groups == node.Type.Shape.Columns;

    /// <summary>A layer whose outputs are channels of their own; those of its operand are its columns.</summary>
    private int Multiply(Node node)
    {
        var weight = node.Inputs[1];
        var input = groups[node.Inputs[0]];
        if (columns.TryGetValue(weight, out var known)) input = known < 0 || input < 0 ? Both(known, input) : Unite([known, input]);
        columns[weight] = input;
        if (!rows.TryGetValue(weight, out var own)) own = rows[weight] = Add(node.Type.Shape.Columns);
        foreach (var bias in node.Inputs.Skip(2)) rows[bias] = own;
        foreach (var vector in NormOf(weight)) rows[vector] = own;
        return own;
    }

    /// <summary>An operator that works channel by channel; its parameters have the operand's channels.</summary>
    private int Along(Node node, int set)
    {
        if (set < 0) return -1;
        foreach (var parameter in node.Inputs.Skip(1))
        {
            rows[parameter] = rows.TryGetValue(parameter, out var known) ? Unite([known, set]) : set;
            foreach (var vector in NormOf(parameter)) rows[vector] = rows[parameter];
        }

        return set;
    }

    private int Combine(Node node, Elementwise function)
    {
        var set = Unite(node.Inputs.Where(i => graph[i].Operator is not Parameter).Select(i => groups[i]));
        if (set < 0) return -1;
        var channels = sets[Find(set)].Channels;
        foreach (var operand in node.Inputs.Where(i => groups[i] < 0 && graph[i].Type.Shape.Columns != 1))
        {
            if (graph[operand].Operator is Parameter && graph[operand].Type.Shape.Columns == channels) rows[operand] = set;
            else Lock(set, $"they meet '{graph[operand].Name}'");
        }

        var zero = Others.All(other => function.Formula.Evaluate(node.Inputs.Select(i => groups[i] >= 0 ? 0 : graph[i].Operator is Scalar s ? s.Value : other).ToArray()) == 0);
        if (!zero) Lock(set, $"{node.Operator.Describe()} '{node.Name}' makes something else of a zero");
        return set;
    }

    private int Keep(Node node, int set, Func<int, bool> keeps) => set < 0 || keeps(Find(set)) ? set : Stop(node);

    /// <summary>An operator that channels are not followed through.</summary>
    private int Stop(Node node)
    {
        foreach (var input in node.Inputs) Lock(groups[input], $"{node.Operator.Describe()} '{node.Name}' reads them");
        return -1;
    }

    /// <summary>Gain and shift of the batch norm that is folded into a weight: training has them.</summary>
    private IEnumerable<int> NormOf(int weight) => graph[weight].Operator is Parameter { FoldedNorm: { } norm }
        ? graph.Parameters.Where(p => ((Parameter)p.Operator).Key is var key && (key == norm + ".weight" || key == norm + ".bias")).Select(p => p.Id)
        : [];

    private int Both(int a, int b)
    {
        Lock(a, "a layer is called with other values as well");
        Lock(b, "a layer is called with other values as well");
        return -1;
    }

    private int Add(int channels)
    {
        sets.Add((sets.Count, channels, null));
        return sets.Count - 1;
    }

    private int Unite(IEnumerable<int> members)
    {
        var present = members.Where(m => m >= 0).Select(Find).Distinct().ToArray();
        if (present.Length == 0) return -1;
        var first = present[0];
        foreach (var other in present.Skip(1))
        {
            if (sets[other].Channels != sets[first].Channels) Lock(first, "they are combined with others");
            sets[first] = sets[first] with { Locked = sets[first].Locked ?? sets[other].Locked };
            sets[other] = (first, sets[other].Channels, sets[other].Locked);
        }

        return first;
    }

    private int Find(int set) => sets[set].Parent == set ? set : Find(sets[set].Parent);

    private void Lock(int set, string why)
    {
        if (set >= 0) sets[Find(set)] = sets[Find(set)] with { Locked = sets[Find(set)].Locked ?? why };
    }
}
