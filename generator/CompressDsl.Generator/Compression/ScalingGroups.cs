using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Finds the channels that can be rescaled between the layers that make them and those that read them: everything between must be positively
/// homogeneous, <c>f(s x) = s f(x)</c> for s above 0. A depthwise convolution, a batch norm and the gain of a layer norm make channels anew.
/// </summary>
internal sealed class ScalingGroups : ChannelWalk
{
    // Far factors and two places tell a homogeneous formula of the operators from others: Relu6 is one from 0 to 6.
    private static readonly double[] Factors = [1536, 0.375 / 1024];
    private static readonly double[][] Places = [[1.375, -0.625, 0.8125, 2.25, -1.5], [-2.5, 7.75, 1.125, -0.875, 3.5]];

    private readonly Dictionary<int, int> depthwise = [];

    private ScalingGroups(ModelGraph graph)
        : base(graph) => Walk();

    /// <summary>The groups that are made and read by layers, one of which is quantised, and those that something else than a layer reads.</summary>
    /// <param name="graph">As the front end read it.</param>
    public static EquatableArray<ChannelScaling> Of(ModelGraph graph) => new(new ScalingGroups(DeadValues.Remove(Passes.BeforeRemoval(graph))).Groups());

    protected override int Along(Node node)
    {
        var input = SetOf(node.Inputs[0]);
        if (node.Operator is not BatchNorm1d)
        {
            var weight = node.Inputs[1];
            if (input < 0 || depthwise.ContainsKey(weight)) Sets.Lock(input, $"'{node.Name}' is called with other values as well");
            else depthwise[weight] = input;
            return Results(node);
        }

        Sets.Lock(input, $"{node.Operator.Describe()} '{node.Name}' stands apart from a layer");
        return Rescaled(Sets.Add(node.Type.Shape.Columns), node.Inputs.Skip(1).Take(2));
    }

    protected override int Combine(Node node, Elementwise function)
    {
        var set = Sets.Unite(node.Inputs.Select(SetOf));
        var channels = set >= 0 ? Sets[set].Channels : node.Type.Shape.Columns;
        var scaled = node.Inputs.Select(i => SetOf(i) >= 0).ToArray();
        if (set >= 0 && IsHomogeneous(node, function, scaled)) return set;

        // With the vectors of the formula scaled as well: a shift per channel, or gain and shift of a layer norm.
        var vectors = node.Inputs.Where(i => Graph[i].Operator is Parameter { Kind: WeightKind.Vector } && Graph[i].Type.Shape.Elements == channels && channels > 1).Distinct().ToArray();
        var all = node.Inputs.Select((input, n) => scaled[n] || vectors.Contains(input)).ToArray();
        if (vectors.Length > 0 && IsHomogeneous(node, function, all)) return Rescaled(set >= 0 ? set : Sets.Add(channels), vectors);
        Sets.Lock(set, $"{node.Operator.Describe()} '{node.Name}' is not the same function at another scale");
        return -1;
    }

    private bool IsHomogeneous(Node node, Elementwise function, bool[] scaled) =>
        Places.All(place => Factors.All(factor =>
        {
            var x = node.Inputs.Select((input, n) => Graph[input].Operator is Scalar s ? s.Value : place[n % place.Length]).ToArray();
            var expected = factor * function.Formula.Evaluate(x);
            var found = function.Formula.Evaluate(x.Select((v, n) => scaled[n] ? factor * v : v).ToArray());
            return Math.Abs(found - expected) <= 1e-12 * Math.Abs(expected);
        }));

    private int Rescaled(int set, IEnumerable<int> parameters)
    {
        foreach (var parameter in parameters) SetRows(parameter, set);
        return set;
    }

    private IEnumerable<ChannelScaling> Groups()
    {
        var outputs = Graph.Outputs.Where(o => SetOf(o) >= 0).Select(o => Sets.Find(SetOf(o))).ToArray();
        foreach (var group in Rows.GroupBy(r => Sets.Find(r.Value), r => r.Key))
        {
            var readers = Columns.Concat(depthwise).Where(c => c.Value >= 0 && Sets.Find(c.Value) == group.Key).Select(c => c.Key).ToArray();
            var isRead = readers.Length > 0 || (Sets[group.Key].Locked is not null && !outputs.Contains(group.Key));
            if (!isRead || !group.Concat(readers).Any(IsQuantized)) continue;
            var elsewhere = group.Concat(readers).Where(IsUsedOtherwise).Select(p => $"'{KeyOf(p)}' is used elsewhere as well").FirstOrDefault();
            yield return new ChannelScaling(
                Sets[group.Key].Channels, Keys(group.SelectMany(WithNorm)), Keys(readers.Where(r => !depthwise.ContainsKey(r))),
                Keys(readers.Where(depthwise.ContainsKey)), Sets[group.Key].Locked ?? elsewhere);
        }
    }

    /// <summary>Whether a parameter has uses that the walk knows nothing of.</summary>
    private bool IsUsedOtherwise(int parameter)
    {
        var users = Graph.Users(parameter).Select(u => Graph[u]).ToArray();
        if (Graph[parameter].Operator is Parameter { Kind: WeightKind.Matrix }) return users.Any(u => u.Operator is not ILinearMap || u.Inputs[1] != parameter);
        return users.Length > 1 && users.Any(u => u.Operator is not ILinearMap || u.Inputs[1] != users[0].Inputs[1]);
    }

    private EquatableArray<string> Keys(IEnumerable<int> parameters) => Keys(parameters.Select(KeyOf));

    private static EquatableArray<string> Keys(IEnumerable<string> keys) => new(keys.Distinct());

    /// <summary>The shift of a folded norm is a bias of its layer.</summary>
    private IEnumerable<string> WithNorm(int parameter) =>
        Graph[parameter].Operator is Parameter { FoldedNorm: { } norm } ? [KeyOf(parameter), norm + ".bias"] : [KeyOf(parameter)];

    private string KeyOf(int parameter) => ((Parameter)Graph[parameter].Operator).Key;

    private bool IsQuantized(int parameter) => Graph[parameter].Operator is Parameter { Compression.Bits: < 32 };
}
