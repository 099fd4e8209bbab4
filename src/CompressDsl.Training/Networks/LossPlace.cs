namespace CompressDsl.Training;

/// <summary>Where a model's own loss (<c>[Loss]</c>) lies in a shard's memory, in floats per sample.</summary>
/// <param name="Values">Its values, one per row.</param>
/// <param name="Gradient">Where the weight of every row in the mean is written.</param>
/// <param name="Targets">Where the targets go before the forward pass, as long as the output; -1 where they are not asked for.</param>
/// <param name="Teacher">Where the teacher's outputs go before the forward pass; -1 where they are not asked for.</param>
public sealed record LossPlace(int Values, int Gradient, int Targets = -1, int Teacher = -1)
{
    /// <summary>Tells one loss from another: a run goes on with the one that it began with.</summary>
    public string Fingerprint { get; init; } = "";
}
