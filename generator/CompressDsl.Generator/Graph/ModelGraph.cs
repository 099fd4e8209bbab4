using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>A network as straight-line dataflow over one sample: immutable, compares by value, printable.</summary>
/// <param name="Name">Class name of the model.</param>
/// <param name="Nodes">In topological order; a node's id is its index.</param>
/// <param name="Inputs">Ids of the <see cref="Input"/> nodes, in the order of Forward's parameters.</param>
/// <param name="Outputs">Ids of the results, in the order of Forward's return value.</param>
internal sealed record ModelGraph(string Name, EquatableArray<Node> Nodes, EquatableArray<int> Inputs, EquatableArray<int> Outputs)
{
    public Node this[int id] => Nodes[id];

    /// <summary>The parameter nodes, in order.</summary>
    public IEnumerable<Node> Parameters => Nodes.Where(n => n.Operator is Parameter);

    /// <summary>Ids of the nodes that read node <paramref name="id"/>.</summary>
    public IEnumerable<int> Users(int id) => Nodes.Where(n => n.Inputs.Contains(id)).Select(n => n.Id);

    public override string ToString() =>
        $"graph {Name}\n" + string.Concat(Nodes.Select(n => $"  {n}\n")) + $"  return {string.Join(", ", Outputs.Select(o => "%" + o))}\n";
}
