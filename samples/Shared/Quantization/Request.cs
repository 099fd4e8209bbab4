namespace CompressDsl.Samples;

/// <summary>Networks that a table needs.</summary>
/// <param name="Variant">What they are.</param>
/// <param name="Seeds">How many, of seeds from 1.</param>
/// <param name="PathOf">The checkpoint of a seed, made now where it is not there.</param>
internal sealed record Request(Variant Variant, int Seeds, Func<ulong, string> PathOf)
{
    /// <summary>Makes the checkpoints, one each.</summary>
    public IEnumerable<Func<string>> Checkpoints => Enumerable.Range(1, Seeds).Select(seed => (Func<string>)(() => PathOf((ulong)seed)));

    /// <summary>Where there are several processes, makes all networks, each by one of them.</summary>
    /// <param name="requests">What a table needs.</param>
    /// <param name="folder">Where they are kept.</param>
    /// <returns>Whether this process goes on and measures; where it is alone, it makes what is missing then.</returns>
    public static bool Spread(IEnumerable<Request> requests, NetworkFolder folder)
    {
        folder.Spread(requests.SelectMany(r => r.Checkpoints).Select(c => (Action)(() => c())));
        return folder.IsFirst;
    }
}
