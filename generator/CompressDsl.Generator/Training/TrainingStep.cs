using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>One call in the forward or backward pass of a shard.</summary>
/// <param name="Comment">What it computes, in plain words.</param>
/// <param name="PerSample">
/// The axis of varying length that it runs over: the call is then made for one sample after the other, with that sample's count. Null
/// for a call over all rows at once.
/// </param>
internal abstract record TrainingStep(string Comment, Dimension? PerSample)
{
    /// <summary>Slots it reads.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>Slots it writes.</summary>
    public abstract IEnumerable<int> Writes { get; }
}
