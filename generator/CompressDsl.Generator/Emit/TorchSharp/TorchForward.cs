using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>A network as statements over tensors, one for every node.</summary>
internal sealed class TorchForward
{
    private readonly ModelGraph graph;
    private readonly NameTable names;
    private readonly Dictionary<int, string> texts = [];
    private readonly Dictionary<Type, int> numbers = [];

    /// <param name="graph">The network.</param>
    /// <param name="taken">Names that the statements see.</param>
    public TorchForward(ModelGraph graph, IEnumerable<string> taken)
    {
        this.graph = graph;
        names = new NameTable(["torch", "functional", "training", "pass", "global", .. taken]);
    }

    /// <summary>Whether the statements are the pass that training runs.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Names the tensor of an input or parameter.</summary>
    public void Name(int node, string text) => texts[node] = text;

    /// <summary>A name for the tensor of an input.</summary>
    public string Unique(string wanted) => names.Unique(wanted);

    /// <summary>Writes the statements and returns the texts of the outputs.</summary>
    /// <exception cref="NotSupportedException">An operator has no counterpart; the text names its node.</exception>
    public IReadOnlyList<string> Write(SourceWriter w)
    {
        foreach (var node in graph.Nodes.Where(n => n.Operator is not (Input or Parameter) && IsNeeded(n)))
        {
            var text = TextOf(node);
            var name = NameOf(node.Name);
            w.Line($"var {name} = {text}; // {Words(node.Type.Shape)}");
            texts[node.Id] = name;
        }

        return graph.Outputs.Select(o => texts[o]).ToList();
    }

    /// <summary>The shape of a tensor in words: the batch, then the value's own axes.</summary>
    public static string Words(Shape shape) => $"[{string.Join(", ", shape.Dimensions.Select(d => d.Name ?? d.ToString()).Prepend("batch"))}]";

    // Constants stand in the formulas that use them.
    private bool IsNeeded(Node node) => node.Operator is not Scalar
        || graph.Outputs.Contains(node.Id) || graph.Users(node.Id).Any(u => graph[u].Operator is not Elementwise);

    private string TextOf(Node node)
    {
        var kind = node.Operator.GetType();
        numbers.TryGetValue(kind, out var number);
        numbers[kind] = number + 1;
        foreach (var input in node.Inputs.Where(i => !texts.ContainsKey(i))) texts[input] = "";
        return node.Operator.Torch(new TorchContext(graph, node, texts) { IsTraining = IsTraining, Number = number })
            ?? throw new NotSupportedException($"'{node.Name}' ({node.Operator.Describe()}) has no counterpart there");
    }

    private string NameOf(string node)
    {
        var wanted = Identifier.Camel(node);
        return names.Unique(names.IsTaken(wanted) ? wanted + "Out" : wanted);
    }
}
