using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Takes the channels out that <c>[Prune(share, Pattern = PrunePattern.Channels)]</c> removes: the graph behind it is that of a smaller dense
/// network, and every parameter says which of its rows and columns go. Which channels they are is the compressor's choice.
/// </summary>
internal sealed class ChannelRemoval
{
    private readonly ModelGraph graph;
    private readonly Func<string, int?>? kept;
    private readonly ChannelGroups groups;
    private readonly GraphBuilder builder;

    private ChannelRemoval(ModelGraph graph, Func<string, int?>? kept)
    {
        (this.graph, this.kept) = (graph, kept);
        groups = new ChannelGroups(graph);
        builder = new GraphBuilder(graph.Name);
    }

    /// <summary>Takes them out.</summary>
    /// <param name="graph">Of simple operators, computed with channels last.</param>
    /// <param name="kept">
    /// Channels that stay of a group where the share is one of the channels of all layers, which the weights or the shapes of layers say; null where they are not known, and every
    /// group keeps the same share for the time being.
    /// </param>
    public static ModelGraph Apply(ModelGraph graph, Func<string, int?>? kept = null) =>
        graph.Parameters.Any(IsAsked) ? new ChannelRemoval(graph, kept).Run() : graph;

    /// <summary>The weights whose channels are asked to go and have to stay, and why.</summary>
    /// <param name="graph">The network as it was declared.</param>
    public static IEnumerable<(string Weight, string Why)> Refused(ModelGraph graph)
    {
        if (!graph.Parameters.Any(IsAsked)) return [];
        var simple = Passes.BeforeRemoval(graph);
        var groups = new ChannelGroups(simple);
        return simple.Parameters.Where(IsAsked).Select(p => (((Parameter)p.Operator).Key, Why: Why(groups, p.Id))).Where(w => w.Why is not null).Select(w => (w.Key, w.Why!)).ToList();
    }

    private static string? Why(ChannelGroups groups, int parameter) => groups.RowsOf(parameter) is { } rows ? rows.Locked : "it is no layer with channels";

    private static bool IsAsked(Node node) => node.Operator is Parameter { Compression: { Sparsity: > 0, Pattern: PrunePattern.Channels } };

    private ModelGraph Run()
    {
        var ids = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            ids[node.Id] = node.Operator is Parameter parameter
                ? builder.AddParameter(Smaller(node, parameter))
                : builder.Add(Smaller(node), node.Name, node.Inputs.Select(i => ids[i]).ToArray());
        }

        return builder.Build(graph.Outputs.Select(o => ids[o]).ToArray());
    }

    /// <summary>An operator that knows its sizes, with those that are left.</summary>
    private Operator Smaller(Node node) => (node.Operator, AxisOf(groups.ValueOf(node.Id))) switch
    {
        (Convolution { Groups: > 1 } depthwise, { } axis) => depthwise with { Groups = axis.Kept },
        (Reshape reshape, { } axis) => new Reshape(Scaled(reshape.Target, axis)),
        _ => node.Operator,
    };

    private Parameter Smaller(Node node, Parameter parameter)
    {
        var (rows, columns) = (AxisOf(groups.RowsOf(node.Id)), AxisOf(groups.ColumnsOf(node.Id)));
        if (IsAsked(node) && rows is null) parameter = parameter with { Compression = parameter.Compression with { Sparsity = 0, Pattern = PrunePattern.Unstructured } };
        if (rows is null && columns is null) return parameter;
        var dense = parameter.Type.Shape;
        var shape = dense.Rank == 1 ? Shape.Of(rows!.Kept) : Shape.Of(rows?.Kept ?? dense.Dimensions[0].Size, Scaled(dense.Columns, columns));
        return parameter with { Type = TensorType.Float(shape), Dense = dense, RowChannels = rows, ColumnChannels = columns };
    }

    /// <summary>What is removed of a group: nothing where it is locked.</summary>
    private ChannelAxis? AxisOf((int Group, int Channels, string? Locked)? group)
    {
        if (group is not { Locked: null } open) return null;
        var weights = groups.Members(open.Group).Where(p => p.Kind == WeightKind.Matrix).ToList();
        if (weights.Count == 0) return null;
        var share = ChannelPruning.Kept(open.Channels, weights.Min(w => w.Compression.Sparsity));
        if (weights.All(w => w.Compression.ChannelsCompete && w.Compression.Scope == weights[0].Compression.Scope)) return new ChannelAxis(weights[0].Key, open.Channels, kept?.Invoke(weights[0].Key) ?? share, Competes: true);
        return share == open.Channels ? null : new ChannelAxis(weights[0].Key, open.Channels, share);
    }

    private static int Scaled(int size, ChannelAxis? axis) => axis is null ? size : size / axis.Channels * axis.Kept;

    private static Shape Scaled(Shape shape, ChannelAxis axis) =>
        Shape.Of([.. shape.Dimensions.Take(shape.Rank - 1), new Dimension(Scaled(shape.Columns, axis))]);
}
