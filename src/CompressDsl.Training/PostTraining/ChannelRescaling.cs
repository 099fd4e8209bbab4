using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What became of channels that go from some layers to others.</summary>
/// <param name="Producers">Keys of the tensors that make them.</param>
/// <param name="Consumers">Keys of the matrices that read them; empty where something else than a layer does.</param>
/// <param name="Smallest">Smallest factor that a channel was divided by where it is made, and multiplied by where it is read.</param>
/// <param name="Largest">Largest one.</param>
/// <param name="Refused">Why they were left as they are; null where they were not.</param>
public sealed record ChannelRescaling(
    EquatableArray<string> Producers, EquatableArray<string> Consumers, double Smallest, double Largest, string? Refused)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var what = Refused is null ? FormattableString.Invariant($"factors {Smallest:G3} to {Largest:G3}") : $"left as they are: {Refused}";
        var readers = Consumers.Count == 0 ? "" : $" -> {string.Join(", ", Consumers)}";
        return $"{string.Join(", ", Producers)}{readers}: {what}";
    }
}
