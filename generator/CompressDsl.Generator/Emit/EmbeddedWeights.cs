namespace CompressDsl.Generator.Emit;

/// <summary>Which models keep their weights in the assembly: it has room for a limited number of bytes of all models together.</summary>
internal static class EmbeddedWeights
{
    /// <summary>Bytes of packed weights in one assembly. Metadata holds 16 MB of strings, and the compiler needs time for each.</summary>
    public const int Limit = 8 << 20;

    /// <summary>The models that go to files beside the assembly: small models stay, in the order of size, until the room is used up.</summary>
    /// <param name="models">Names and packed sizes, in any order.</param>
    public static IEnumerable<string> Sidecars(IEnumerable<(string Model, int PackedBytes)> models)
    {
        var used = 0L;
        foreach (var (model, size) in models.OrderBy(m => m.PackedBytes).ThenBy(m => m.Model, StringComparer.Ordinal))
        {
            used += size;
            if (used > Limit) yield return model;
        }
    }
}
