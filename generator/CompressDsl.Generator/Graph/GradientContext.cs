using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>What an operator is handed to write its gradient.</summary>
/// <param name="Graph">The graph that already holds the forward nodes; gradient nodes are added to it.</param>
/// <param name="Inputs">Ids of the operands.</param>
/// <param name="Output">Id of the result.</param>
/// <param name="OutputGradient">Id of the loss's gradient with respect to the result; same type as the result.</param>
internal sealed record GradientContext(GraphBuilder Graph, EquatableArray<int> Inputs, int Output, int OutputGradient)
{
    public Shape ShapeOf(int input) => Graph.ShapeOf(Inputs[input]);

    /// <summary>Adds a gradient node named after the forward node.</summary>
    public int Add(Operator op, params int[] operands) => Graph.Add(op, Graph[Output].Name + ".grad", operands);
}
