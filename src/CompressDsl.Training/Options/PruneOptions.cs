namespace CompressDsl.Training;

/// <summary>How much data is read to prune a trained network.</summary>
/// <example><code>
/// Student.Prune("Student.safetensors", samples, new PruneOptions { MaxSamples = 512 });
/// </code></example>
public sealed record PruneOptions
{
    /// <summary>Samples to read at most, to the end of a batch; null for all of them. A stream without an end needs a number.</summary>
    public int? MaxSamples { get; init; }

    /// <summary>Samples of a gradient of <see cref="PruneCriterion.Taylor"/> and <see cref="PruneScope.Sensitivity"/>; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>For the order in which samples come.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Refuses options out of range.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the text names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.That(MaxSamples is null or >= 1, nameof(MaxSamples), MaxSamples ?? 0, "at least 1, or null");
        OptionCheck.That(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        OptionCheck.That(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "in 0 to 1024");
    }
}
