namespace DeepCompression.Runs;

/// <summary>Networks that a table needs.</summary>
/// <param name="Variant">What they are.</param>
/// <param name="Seeds">How many, of seeds from 1.</param>
/// <param name="PathOf">The checkpoint of a seed, made now where it is not there.</param>
internal sealed record Request(Variant Variant, int Seeds, Func<ulong, string> PathOf)
{
    /// <summary>Makes the checkpoints, one each.</summary>
    public IEnumerable<Func<string>> Checkpoints => Enumerable.Range(1, Seeds).Select(seed => (Func<string>)(() => PathOf((ulong)seed)));
}
