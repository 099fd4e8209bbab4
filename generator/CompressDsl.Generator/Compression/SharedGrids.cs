using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// The values that lie on static grids: what 8-bit layers read and what that is moved together from. Values that meet in one operand
/// have one grid, and means of few values have that of the values.
/// </summary>
internal sealed class SharedGrids
{
    /// <summary>Means of so many values span about what the values span; those of more would waste most of that grid.</summary>
    private const int LocalMean = 9;

    private readonly ModelGraph graph;
    private readonly Dictionary<int, int> parents = [];
    private readonly Dictionary<int, (string Key, int Bits)> keys = [];

    /// <param name="graph">Any graph.</param>
    /// <param name="asked">Value, key and bits of the operands of static layers, in the order of the network. The finest grid of several is that of all.</param>
    /// <param name="hasRange">Whether the range of a key is known.</param>
    public SharedGrids(ModelGraph graph, IReadOnlyList<(int Value, string Key, int Bits)> asked, Func<string, bool> hasRange)
    {
        this.graph = graph;
        foreach (var (value, _, _) in asked) Mark(value);
        foreach (var group in asked.GroupBy(a => Root(a.Value)))
        {
            if (group.First().Key is var key && hasRange(key)) keys[group.Key] = (key, group.Max(a => a.Bits));
        }
    }

    /// <summary>Key of the grid that <paramref name="value"/> lies on, or null.</summary>
    public string? KeyOf(int value) => parents.ContainsKey(value) && keys.TryGetValue(Root(value), out var key) ? key.Key : null;

    /// <summary>Bits of the grid that <paramref name="value"/> lies on.</summary>
    public int BitsOf(int value) => keys[Root(value)].Bits;

    /// <summary>Whether the result of <paramref name="node"/> consists of elements of other values, as the largest of some do.</summary>
    public static bool IsMove(ModelGraph graph, Node node) => node.Operator is IMovesElements or Pool { Kind: PoolKind.Max }
        && node.Inputs.All(i => graph[i] is { Type.Element: ElementType.Float32, Operator: not (Parameter or Scalar) });

    /// <summary>The point whose grid the elements of <paramref name="value"/> lie on, through moves, or null.</summary>
    public static FakeQuantize? PointOf(ModelGraph graph, int value)
    {
        var node = graph[value];
        if (node.Operator is FakeQuantize point) return point;
        if (!IsMove(graph, node)) return null;
        var points = node.Inputs.Select(i => PointOf(graph, i)).Distinct().ToArray();
        return points.Length == 1 && points[0] is { Mode: QuantizationMode.Static } shared ? shared : null;
    }

    private void Mark(int value)
    {
        if (parents.ContainsKey(value)) return;
        parents[value] = value;
        if (!IsMove(graph, graph[value]) && !IsLocalMean(graph[value])) return;
        foreach (var part in graph[value].Inputs)
        {
            Mark(part);
            parents[Root(part)] = Root(value);
        }
    }

    private static bool IsLocalMean(Node node) =>
        node.Operator is Pool { Kind: PoolKind.Average or PoolKind.AverageWithPadding, Window.Taps: <= LocalMean };

    private int Root(int value) => parents[value] == value ? value : parents[value] = Root(parents[value]);
}
