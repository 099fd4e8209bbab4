using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>One value of the graph and the operator that makes it.</summary>
/// <param name="Id">Position in <see cref="ModelGraph.Nodes"/>; inputs have smaller ids.</param>
/// <param name="Operator">What is computed.</param>
/// <param name="Inputs">Ids of the operands.</param>
/// <param name="Type">Type of the result.</param>
/// <param name="Name">
/// Name of the edge, unique in the graph and stable under edits elsewhere: the layer's state-dict path for a layer's output
/// (<c>blocks.0.fc</c>), that and the function for functions (<c>blocks.0.fc.relu</c>), a number behind a second use.
/// </param>
internal sealed record Node(int Id, Operator Operator, EquatableArray<int> Inputs, TensorType Type, string Name)
{
    public override string ToString() =>
        $"%{Id} {Name}: {Type} = {Operator}({string.Join(", ", Inputs.Select(i => "%" + i))})";
}
