using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// One step of the optimiser over all parameters, in parallel; masked weights get no gradient unless they may come back. Rows of a lookup table that no sample
/// looked up move too: their gradient is zero, but the optimiser's memory and its decay act on them, as its definition has it.
/// </summary>
internal sealed unsafe class ParameterUpdate
{
    private readonly NetworkPlan plan;
    private readonly NetworkParameters parameters;
    private readonly Optimizer optimizer;
    private readonly UpdatePiece[] pieces;
    private readonly Action<int> move;
    private float* gradients;
    private UpdateSettings settings;
    private bool isTrainingMasked;

    public ParameterUpdate(NetworkPlan plan, NetworkParameters parameters, Optimizer optimizer)
    {
        (this.plan, this.parameters, this.optimizer) = (plan, parameters, optimizer);
        State = optimizer.CreateState(plan.ParameterFloats);
        pieces = [.. Enumerable.Range(0, plan.Parameters.Count).SelectMany(Pieces)];
        move = Move;
    }

    /// <summary>What the optimiser remembers.</summary>
    public OptimizerState State { get; private set; }

    /// <summary>Takes what an interrupted run remembered.</summary>
    public void Restore(OptimizerState state) => State = state;

    /// <summary>Moves all parameters.</summary>
    /// <param name="runner">The threads.</param>
    /// <param name="reducer">The gradients; those of masked weights are set to zero.</param>
    /// <param name="step">This step's settings.</param>
    /// <param name="trainsMasked">Whether weights behind masks are moved by their gradients; those of removed channels never are.</param>
    public void Run(ShardRunner runner, GradientReducer reducer, UpdateSettings step, bool trainsMasked)
    {
        isTrainingMasked = trainsMasked;
        gradients = reducer.Shard(0);
        settings = step;
        runner.Run(pieces.Length, move);
    }

    private IEnumerable<UpdatePiece> Pieces(int parameter)
    {
        var weight = plan.Recipe.Weights[parameter];
        if (weight.Kind == WeightKind.Statistic) yield break;
        for (var start = 0; start < weight.Count; start += GradientReducer.ChunkLength)
        {
            yield return new UpdatePiece(
                parameter, start, Math.Min(GradientReducer.ChunkLength, weight.Count - start), weight.Kind is WeightKind.Matrix or WeightKind.Table);
        }
    }

    private void Move(int number)
    {
        var piece = pieces[number];
        var offset = plan.Parameters[piece.Parameter].Offset + piece.Start;
        var gradient = new Span<float>(gradients + offset, piece.Length);
        var isFree = isTrainingMasked && plan.Recipe.Weights[piece.Parameter].RowChannels is null;
        if (!isFree && parameters.MaskOf(piece.Parameter) is { } mask) MaskKernel.Apply(gradient, mask.AsSpan(piece.Start, piece.Length));
        optimizer.Update(parameters.Dense.Slice(offset, piece.Length), gradient, State, offset, settings with { Decay = piece.Decay });
    }
}
