using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>A network with its backward pass behind it: forward nodes first (their ids are those of the model's graph), then gradients.</summary>
/// <param name="Graph">
/// All nodes. Its inputs are the model's inputs and, behind them, one gradient of the loss per output of the model; its outputs are the
/// model's outputs and then every contribution to a parameter's gradient.
/// </param>
/// <param name="ForwardCount">Nodes below this id belong to the forward pass.</param>
/// <param name="Outputs">Ids of the model's outputs.</param>
/// <param name="OutputGradients">Ids of the inputs that hold the loss's gradients, one per output that has a loss: the first ones.</param>
/// <param name="Gradients">One per parameter that is trained and reached by the loss.</param>
internal sealed record TrainingGraph(
    ModelGraph Graph, int ForwardCount, EquatableArray<int> Outputs, EquatableArray<int> OutputGradients,
    EquatableArray<ParameterGradient> Gradients)
{
    /// <summary>How many of the last outputs are values inside the network, which hints compare.</summary>
    public int Features { get; init; }

    /// <summary>How many of the inputs behind the model's are what its own loss compares with.</summary>
    public int LossInputs { get; init; }

    /// <summary>Whether node <paramref name="id"/> is part of the forward pass.</summary>
    public bool IsForward(int id) => id < ForwardCount;

    public override string ToString() =>
        Graph + string.Concat(Gradients.Select(g => $"  gradient of %{g.Parameter}: {string.Join(" + ", g.Contributions.Select(c => "%" + c))}\n"));
}
