namespace CompressDsl.Training;

/// <content>A model's own loss.</content>
public sealed unsafe partial class Shard
{
    /// <summary>The loss of every row; empty without a loss of the model's own.</summary>
    internal Span<float> OwnLoss => plan.OwnLoss is { } loss ? At(loss.Values, 1) : default;

    /// <summary>Receives the weight of every row in the mean.</summary>
    internal Span<float> OwnLossGradient => plan.OwnLoss is { } loss ? At(loss.Gradient, 1) : default;

    /// <summary>Receives what the rows are to give, <c>[Rows, output]</c>; empty where the loss does not ask for it.</summary>
    internal Span<float> OwnTargets => plan.OwnLoss is { Targets: >= 0 and var place } ? At(place, outputLengths[0]) : default;

    /// <summary>Receives what the teacher gives, <c>[Rows, output]</c>; empty where the loss does not ask for it.</summary>
    internal Span<float> OwnTeacher => plan.OwnLoss is { Teacher: >= 0 and var place } ? At(place, outputLengths[0]) : default;

    private Span<float> At(int place, int length) => new(Values + ((nint)place * Capacity), Rows * length);
}
