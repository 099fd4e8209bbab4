using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Follows channels through a network: from the layer whose outputs they are, through what is computed channel by channel, to the columns of
/// the layers that read them. Values have their channels last. What a channel may go through is for the classes that inherit to say.
/// </summary>
/// <param name="graph">Of simple operators, computed with channels last.</param>
internal abstract class ChannelWalk(ModelGraph graph)
{
    private readonly int[] groups = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();

    /// <summary>The network.</summary>
    protected ModelGraph Graph => graph;

    /// <summary>The channels.</summary>
    protected ChannelSets Sets { get; } = new();

    /// <summary>The channels along the rows of parameters.</summary>
    protected Dictionary<int, int> Rows { get; } = [];

    /// <summary>The channels along the columns of parameters; -1 for none.</summary>
    protected Dictionary<int, int> Columns { get; } = [];

    /// <summary>The set of channels of value <paramref name="id"/>; -1 for none.</summary>
    protected int SetOf(int id) => groups[id];

    /// <summary>Goes through the whole network.</summary>
    protected void Walk()
    {
        foreach (var node in graph.Nodes.Where(n => n.Operator is not Parameter)) groups[node.Id] = Visit(node);
        foreach (var output in graph.Outputs) Sets.Lock(groups[output], "they are an output of the network");
    }

    /// <summary>A layer or norm that works channel by channel.</summary>
    protected abstract int Along(Node node);

    /// <summary>A function of single elements.</summary>
    protected abstract int Combine(Node node, Elementwise function);

    /// <summary>An operator that channels are not followed through.</summary>
    protected int Stop(Node node)
    {
        foreach (var input in node.Inputs) Sets.Lock(groups[input], $"{node.Operator.Describe()} '{node.Name}' reads them");
        return -1;
    }

    /// <summary>Notes that the rows of a parameter are channels.</summary>
    protected void SetRows(int parameter, int set) => Rows[parameter] = Rows.TryGetValue(parameter, out var known) ? Sets.Unite([known, set]) : set;

    /// <summary>Notes that the columns of a weight are channels, or that they are none.</summary>
    protected void SetColumns(int weight, int set)
    {
        if (Columns.TryGetValue(weight, out var known)) set = known < 0 || set < 0 ? Both(known, set) : Sets.Unite([known, set]);
        Columns[weight] = set;
    }

    /// <summary>The channels of the results of a layer: the rows of its weight and of its bias.</summary>
    protected int Results(Node node)
    {
        var weight = node.Inputs[1];
        if (!Rows.TryGetValue(weight, out var own)) own = Rows[weight] = Sets.Add(node.Type.Shape.Columns);
        foreach (var bias in node.Inputs.Skip(2)) Rows[bias] = own;
        return own;
    }

    private int Visit(Node node) => node.Operator switch
    {
        Convolution { Groups: 1 } or Linear => Multiply(node),
        Convolution depthwise when IsDepthwise(depthwise, node) => Along(node),
        BatchNorm1d => Along(node),
        Elementwise function => Combine(node, function),
        Pool or Nearest or FakeQuantize or Detach or Dropout => groups[node.Inputs[0]],
        Reshape reshape => Keep(node, groups[node.Inputs[0]], set => reshape.Target.Columns % Sets[set].Channels == 0),
        IMovesAxis moves when node.Inputs.All(i => groups[i] >= 0) => Keep(node, Sets.Unite(node.Inputs.Select(i => groups[i])), _ => graph[node.Inputs[0]].Type.Shape is var x && x.Axis(moves.Axis) != x.Rank - 1),
        _ => Stop(node),
    };

    private bool IsDepthwise(Convolution layer, Node node) =>
        layer.Groups == graph[node.Inputs[0]].Type.Shape.Columns && layer.Groups == node.Type.Shape.Columns;

    /// <summary>A layer whose outputs are channels of their own; those of its operand are its columns.</summary>
    private int Multiply(Node node)
    {
        SetColumns(node.Inputs[1], groups[node.Inputs[0]]);
        return Results(node);
    }

    private int Keep(Node node, int set, Func<int, bool> keeps) => set < 0 || keeps(Sets.Find(set)) ? set : Stop(node);

    private int Both(int a, int b)
    {
        Sets.Lock(a, "a layer is called with other values as well");
        Sets.Lock(b, "a layer is called with other values as well");
        return -1;
    }
}
