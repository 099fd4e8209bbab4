namespace CompressDsl.Core;

/// <summary>The words of one line of a recipe: <c>kind name [word] setting=value ...</c>.</summary>
internal sealed class RecipeLine
{
    /// <summary>Last word of channels that compete with those of all layers.</summary>
    public const string Competing = "competing";

    private readonly string[] words;

    public RecipeLine(string line)
    {
        words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) throw new FormatException($"'{line}' has no name");
    }

    public string Kind => words[0];

    public string Name => RecipeToken.Unescape(words[1]);

    /// <summary>The value of a setting as it stands in the line, or null.</summary>
    public string? Find(string name) =>
        words.Skip(2).FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?.Substring(name.Length + 1);

    public string Text(string name) => RecipeToken.Unescape(Need(name));

    public long Long(string name) =>
        InvariantText.TryParse(Need(name), out long value) ? value : throw new FormatException($"{name}={Need(name)} is not a number");

    public int Int(string name) =>
        InvariantText.TryParse(Need(name), out int value) ? value : throw new FormatException($"{name}={Need(name)} is not a number");

    public double Double(string name) =>
        InvariantText.TryParse(Need(name), out double value) ? value : throw new FormatException($"{name}={Need(name)} is not a number");

    public T Enum<T>(string name)
        where T : struct, Enum
    {
        var word = Need(name);
        foreach (T value in Values<T>())
        {
            if (string.Equals(value.ToString(), word, StringComparison.OrdinalIgnoreCase)) return value;
        }

        throw new FormatException($"{name}={word} is not known");
    }

    /// <summary>The dimensions; a recipe names tensors that fit into an array, so their product is an int.</summary>
    public EquatableArray<int> Shape()
    {
        var word = Need("shape");
        if (word.Length == 0) return default;
        long count = 1;
        var shape = word.Split(',').Select(w => InvariantText.TryParse(w, out int size) && size >= 0
            ? size
            : throw new FormatException($"shape={word} is not a list of sizes")).ToArray();
        foreach (var size in shape)
        {
            count *= size;
            if (count > int.MaxValue) throw new FormatException($"shape={word} is too large");
        }

        return shape;
    }

    /// <summary>The order of computation, or null.</summary>
    public WeightOrder? Order()
    {
        if (Find("order") is not { } word) return null;
        var parts = word.Split(':').Select(p => p.Length == 0 ? [] : p.Split(',').Select(w => InvariantText.TryParse(w, out int number) ? number : -1).ToArray()).ToArray();
        var order = parts.Length switch
        {
            2 => new WeightOrder(parts[0], parts[1]),
            4 when parts[3].Length == 1 => new WeightOrder(parts[0], parts[1], parts[2], parts[3][0]),
            _ => null,
        };
        return order is { IsValid: true } && order.View.Aggregate(1L, (product, size) => product * size) == Shape().Aggregate(1L, (product, size) => product * size)
            ? order
            : throw new FormatException($"order={word} does not order the elements of shape={Need("shape")}");
    }

    /// <summary>How a weight is pruned, beside share, pattern and scope.</summary>
    public PruneDetails Details()
    {
        var (n, m) = Group();
        var criterion = Find("criterion") is null ? PruneCriterion.L1 : Enum<PruneCriterion>("criterion");
        var floor = Find("floor") is null ? 0 : Double("floor");
        return floor is >= 0 and < 1 ? new PruneDetails(n, m, criterion, floor) : throw new FormatException($"floor={Need("floor")} is not a share");
    }

    /// <summary>The channels that a weight loses, or null.</summary>
    public ChannelAxis? Channels(string name)
    {
        if (Find(name) is not { } word) return null;
        var parts = word.Split(',');
        var competes = parts.Length == 4 && parts[3] == Competing;
        return (competes || parts.Length == 3) && InvariantText.TryParse(parts[0], out int kept) && InvariantText.TryParse(parts[1], out int all) && kept >= 1 && kept <= all
            ? new ChannelAxis(RecipeToken.Unescape(parts[2]), all, kept, competes)
            : throw new FormatException($"{name}={word} does not say which channels stay");
    }

    public Section Section()
    {
        if (words.Length < 3) throw new FormatException($"section '{Name}' has no kind");
        return new Section(Name, RecipeToken.Unescape(words[2]), new EquatableArray<Setting>(words.Skip(3).Select(Setting)));
    }

    private (int N, int M) Group()
    {
        if (Find("nm") is not { } word) return (0, 0);
        var parts = word.Split(':');
        return parts.Length == 2 && InvariantText.TryParse(parts[0], out int n) && InvariantText.TryParse(parts[1], out int m)
            && n >= 1 && n < m && m <= PruneDetails.LargestM
            ? (n, m)
            : throw new FormatException($"nm={word} does not say how many weights of how many stay");
    }

    private static Array Values<T>()
        where T : struct, Enum =>
#if NETSTANDARD2_0
        System.Enum.GetValues(typeof(T));
#else
        System.Enum.GetValues<T>();
#endif

    private static Setting Setting(string word)
    {
        var split = word.IndexOf('=');
        return split > 0
            ? new Setting(RecipeToken.Unescape(word.Substring(0, split)), RecipeToken.Unescape(word.Substring(split + 1)))
            : throw new FormatException($"'{word}' is not name=value");
    }

    private string Need(string name) => Find(name) ?? throw new FormatException($"'{Kind} {Name}' has no {name}");
}
