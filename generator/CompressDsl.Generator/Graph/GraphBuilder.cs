using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>Grows a <see cref="ModelGraph"/> node by node, inferring types; the only mutable thing in this room.</summary>
internal sealed class GraphBuilder(string name)
{
    // Offsets in bytes are ints.
    private const int MaxElements = 1 << 28;

    private readonly List<Node> nodes = [];
    private readonly List<int> inputs = [];
    private readonly Dictionary<string, int> parameters = [];
    private readonly Dictionary<string, int> names = [];

    public IReadOnlyList<Node> Nodes => nodes;

    public Node this[int id] => nodes[id];

    public TensorType TypeOf(int id) => nodes[id].Type;

    public Shape ShapeOf(int id) => nodes[id].Type.Shape;

    /// <summary>Adds a node; <paramref name="name"/> gets a number where it is taken.</summary>
    /// <exception cref="ShapeException">The operands do not fit.</exception>
    public int Add(Operator op, string name, params int[] operands)
    {
        var type = op.Infer(new EquatableArray<TensorType>(operands.Select(TypeOf)));
        if (Shape.Count(type.Shape.Dimensions.Select(d => d.Size)) > MaxElements)
            throw new ShapeException($"{type.Shape} has more than {MaxElements} elements");
        var id = nodes.Count;
        nodes.Add(new Node(id, op, operands, type, Unique(name)));
        if (op is Input) inputs.Add(id);
        return id;
    }

    /// <summary>The node of parameter <paramref name="parameter"/>: an existing one where its key was used before (shared weights).</summary>
    public int AddParameter(Parameter parameter)
    {
        if (parameters.TryGetValue(parameter.Key, out var existing)) return existing;
        return parameters[parameter.Key] = Add(parameter, parameter.Key);
    }

    public ModelGraph Build(params int[] outputs) => new(name, new EquatableArray<Node>(nodes), new EquatableArray<int>(inputs), outputs);

    private string Unique(string wanted)
    {
        if (!names.TryGetValue(wanted, out var used))
        {
            names[wanted] = 1;
            return wanted;
        }

        string candidate;
        do candidate = $"{wanted}.{used++}";
        while (names.ContainsKey(candidate));
        names[wanted] = used;
        names[candidate] = 1;
        return candidate;
    }
}
