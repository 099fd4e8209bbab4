using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>Finds the values of a graph that are a function of one other value alone, element by element.</summary>
internal sealed class UnaryFunctions
{
    /// <summary>Longer formulas are not followed: a function that uses its operand twice doubles what stands before it.</summary>
    private const long LargestFormula = 256;

    private readonly ModelGraph graph;
    private readonly int?[] sources;
    private readonly long[] sizes;

    /// <param name="graph">Any graph.</param>
    /// <param name="isSource">Which values the functions start from.</param>
    public UnaryFunctions(ModelGraph graph, Func<Node, bool> isSource)
    {
        this.graph = graph;
        sources = new int?[graph.Nodes.Count];
        sizes = new long[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            sizes[node.Id] = 1;
            sources[node.Id] = isSource(node) ? node.Id : Follow(node);
        }
    }

    /// <summary>The value that <paramref name="id"/> is a function of (itself where it is a source), or null.</summary>
    public int? SourceOf(int id) => sources[id];

    /// <summary>Whether <paramref name="id"/> is a function of a source, and not a source itself.</summary>
    public bool IsFunction(int id) => sources[id] is { } source && source != id;

    /// <summary><paramref name="id"/> as a formula over its source.</summary>
    public Expr FormulaOf(int id)
    {
        var node = graph[id];
        if (sources[id] == id) return Expr.Input(0);
        return node.Operator switch
        {
            Scalar scalar => Expr.Constant(scalar.Value),
            Elementwise function => function.Formula.Substitute(i => FormulaOf(node.Inputs[i])),
            _ => FormulaOf(node.Inputs[0]),
        };
    }

    /// <summary>The operators between <paramref name="id"/> and its source, in order.</summary>
    public IEnumerable<Node> PathTo(int id) => !IsFunction(id)
        ? []
        : graph[id].Inputs.SelectMany(PathTo).Concat([graph[id]]).Where(n => n.Operator is Elementwise).Distinct();

    private int? Follow(Node node)
    {
        if (node.Operator is not (Elementwise or Dropout)) return null;
        var read = node.Inputs.Where(i => graph[i].Operator is not Scalar).Select(i => sources[i]).Distinct().ToArray();
        if (read.Length != 1 || read[0] is not { } source) return null;
        sizes[node.Id] = node.Operator is Elementwise function ? Size(function.Formula, node) : sizes[node.Inputs[0]];
        return sizes[node.Id] <= LargestFormula ? source : null;
    }

    private long Size(Expr formula, Node node) => formula.Kind == ExprKind.Input
        ? sizes[node.Inputs[formula.Index]]
        : 1 + (formula.Left is { } left ? Size(left, node) : 0) + (formula.Right is { } right ? Size(right, node) : 0);
}
