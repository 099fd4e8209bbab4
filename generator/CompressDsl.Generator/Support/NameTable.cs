namespace CompressDsl.Generator.Support;

/// <summary>Hands out names that differ: a number behind a wanted name that is taken.</summary>
internal sealed class NameTable
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public NameTable(params string[] reserved)
    {
        foreach (var name in reserved) taken.Add(name);
    }

    /// <summary>Whether somebody has the name.</summary>
    public bool IsTaken(string name) => taken.Contains(name);

    /// <summary>A free name; it and its <paramref name="derived"/> forms (suffixes) are taken from now on.</summary>
    public string Unique(string wanted, params string[] derived)
    {
        var name = wanted;
        for (var number = 2; taken.Contains(name) || derived.Any(d => taken.Contains(name + d)); number++) name = wanted + Literal.Of(number);
        taken.Add(name);
        foreach (var suffix in derived) taken.Add(name + suffix);
        return name;
    }
}
