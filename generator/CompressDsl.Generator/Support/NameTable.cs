namespace CompressDsl.Generator.Support;

/// <summary>Hands out names that differ: a number behind a wanted name that is taken.</summary>
internal sealed class NameTable
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public NameTable(params string[] reserved)
    {
        foreach (var name in reserved) taken.Add(name);
    }

    public string Unique(string wanted)
    {
        var name = wanted;
        for (var number = 2; !taken.Add(name); number++) name = wanted + Literal.Of(number);
        return name;
    }
}
