namespace CompressDsl.Generator.Compressing;

/// <summary>Sets of channels that turn out to be the same ones, and why some of them must be left as they are.</summary>
internal sealed class ChannelSets
{
    private readonly List<(int Parent, int Channels, string? Locked)> sets = [];

    /// <summary>The set that <paramref name="set"/> has become part of, its channels, and why they must stay (null: nothing is known against it).</summary>
    public (int Group, int Channels, string? Locked) this[int set] => (Find(set), sets[Find(set)].Channels, sets[Find(set)].Locked);

    /// <summary>A new set.</summary>
    public int Add(int channels)
    {
        sets.Add((sets.Count, channels, null));
        return sets.Count - 1;
    }

    /// <summary>The number that all sets of a group have.</summary>
    public int Find(int set) => sets[set].Parent == set ? set : Find(sets[set].Parent);

    /// <summary>Makes one group of sets; -1, which stands for none, is passed over.</summary>
    public int Unite(IEnumerable<int> members)
    {
        var present = members.Where(m => m >= 0).Select(Find).Distinct().ToArray();
        if (present.Length == 0) return -1;
        var first = present[0];
        foreach (var other in present.Skip(1))
        {
            if (sets[other].Channels != sets[first].Channels) Lock(first, "they are combined with others");
            sets[first] = sets[first] with { Locked = sets[first].Locked ?? sets[other].Locked };
            sets[other] = (first, sets[other].Channels, sets[other].Locked);
        }

        return first;
    }

    /// <summary>The channels of a set must stay as they are.</summary>
    public void Lock(int set, string why)
    {
        if (set >= 0) sets[Find(set)] = sets[Find(set)] with { Locked = sets[Find(set)].Locked ?? why };
    }
}
