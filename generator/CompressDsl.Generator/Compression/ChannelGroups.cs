using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Finds the channels that go together: the outputs of a layer, those of the layers that it is added to, of the depthwise convolutions behind
/// it, the elements of batch norms, and the columns of the next layers. A channel can be removed where what is computed from a zero is zero
/// again, up to the layers that multiply it.
/// </summary>
internal sealed class ChannelGroups : ChannelWalk
{
    /// <summary>What values without channels are combined with: a formula keeps zeros where it does so for both.</summary>
    private static readonly double[] Others = [1.375, -0.625];

    /// <param name="graph">Of simple operators, computed with channels last.</param>
    public ChannelGroups(ModelGraph graph)
        : base(graph)
    {
        Walk();
        foreach (var row in Rows.ToArray())
        {
            foreach (var vector in NormOf(row.Key)) Rows[vector] = row.Value;
            if (Graph[row.Key].Operator is Parameter { Kind: WeightKind.Matrix } weight && !(weight.Compression is { Pattern: PrunePattern.Channels, Sparsity: > 0 }))
                Sets.Lock(row.Value, $"'{weight.Key}' has them as well and is not pruned by channels");
        }
    }

    /// <summary>The channels along the rows of a parameter, or null: number of the group and of its channels, and why they must stay.</summary>
    public (int Group, int Channels, string? Locked)? RowsOf(int parameter) => Of(Rows, parameter);

    /// <summary>The channels along the columns of a parameter, or null.</summary>
    public (int Group, int Channels, string? Locked)? ColumnsOf(int parameter) => Of(Columns, parameter);

    /// <summary>The channels of a value, or null.</summary>
    public (int Group, int Channels, string? Locked)? ValueOf(int id) => SetOf(id) < 0 ? null : Sets[SetOf(id)];

    /// <summary>The parameters that have group <paramref name="group"/> along their rows.</summary>
    public IEnumerable<Parameter> Members(int group) => Rows.Where(r => Sets.Find(r.Value) == group).Select(r => (Parameter)Graph[r.Key].Operator);

    private (int Group, int Channels, string? Locked)? Of(Dictionary<int, int> axis, int parameter) =>
        axis.TryGetValue(parameter, out var set) && set >= 0 ? Sets[set] : null;

    /// <summary>The parameters of an operator that works channel by channel have the operand's channels.</summary>
    protected override int Along(Node node)
    {
        var set = SetOf(node.Inputs[0]);
        if (set < 0) return -1;
        foreach (var parameter in node.Inputs.Skip(1)) SetRows(parameter, set);
        return set;
    }

    protected override int Combine(Node node, Elementwise function)
    {
        var set = Sets.Unite(node.Inputs.Where(i => Graph[i].Operator is not Parameter).Select(SetOf));
        if (set < 0) return -1;
        var channels = Sets[set].Channels;
        foreach (var operand in node.Inputs.Where(i => SetOf(i) < 0 && Graph[i].Type.Shape.Columns != 1))
        {
            if (Graph[operand].Operator is Parameter && Graph[operand].Type.Shape.Columns == channels) Rows[operand] = set;
            else Sets.Lock(set, $"they meet '{Graph[operand].Name}'");
        }

        var zero = Others.All(other => function.Formula.Evaluate(node.Inputs.Select(i => SetOf(i) >= 0 ? 0 : Graph[i].Operator is Scalar s ? s.Value : other).ToArray()) == 0);
        if (!zero) Sets.Lock(set, $"{node.Operator.Describe()} '{node.Name}' makes something else of a zero");
        return set;
    }

    /// <summary>Gain and shift of the batch norm that is folded into a weight: training has them.</summary>
    private IEnumerable<int> NormOf(int weight) => Graph[weight].Operator is Parameter { FoldedNorm: { } norm }
        ? Graph.Parameters.Where(p => ((Parameter)p.Operator).Key is var key && (key == norm + ".weight" || key == norm + ".bias")).Select(p => p.Id)
        : [];
}
