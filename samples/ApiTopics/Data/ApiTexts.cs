using System.Xml.Linq;

namespace ApiTopics.Data;

/// <summary>All distinct summaries of the installed reference pack with their topics.</summary>
internal static class ApiTexts
{
    private const int FewestWords = 5;

    /// <summary>Reads, cleans and labels the texts; the order is that of the files.</summary>
    public static IReadOnlyList<ApiText> Load()
    {
        var summaries = Summaries();
        var types = summaries.Where(s => s.Member.StartsWith("T:", StringComparison.Ordinal)).Select(s => s.Member[2..]).ToHashSet();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var labelled = new List<(string Text, string Topic)>();
        foreach (var (member, text) in summaries)
        {
            if (SummaryText.CountWords(text) >= FewestWords && TopicOf(member, types) is { } topic && seen.Add(text))
            {
                labelled.Add((text, topic));
            }
        }

        var kept = MostFrequent(labelled);
        return [.. labelled.Where(l => kept.ContainsKey(l.Topic)).Select(l => new ApiText(l.Text, kept[l.Topic]))];
    }

    private static List<(string Member, string Text)> Summaries()
    {
        var summaries = new List<(string, string)>();
        foreach (var file in ReferencePack.DocumentationFiles())
        {
            foreach (var member in XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member"))
            {
                if (member.Attribute("name") is { } name && member.Element("summary") is { } summary)
                {
                    summaries.Add((name.Value, SummaryText.Of(summary)));
                }
            }
        }

        return summaries;
    }

    // M:System.Collections.BitArray.Not -> Collections; nothing for M:System.Uri.ToString, whose second part is a type.
    private static string? TopicOf(string member, HashSet<string> types)
    {
        var name = member.AsSpan(2, member.IndexOf('(') is var cut and >= 0 ? cut - 2 : member.Length - 2).ToString();
        var parts = name.Split('.');
        var topic = parts.Length > 2 && parts[0] == "System" ? parts[1] : null;
        return topic is null || topic.Contains('`') || types.Contains("System." + topic) ? null : topic;
    }

    private static Dictionary<string, int> MostFrequent(List<(string Text, string Topic)> labelled)
    {
        var names = labelled.GroupBy(l => l.Topic).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(TopicNames.All.Length).Select(g => g.Key).Order(StringComparer.Ordinal).ToArray();
        if (!names.SequenceEqual(TopicNames.All))
        {
            throw new InvalidDataException(
                $"The most frequent topics of this reference pack are {string.Join(", ", names)}: not those the models were made for. "
                + $"Write them into {nameof(TopicNames)} and train again.");
        }

        return names.Index().ToDictionary(n => n.Item, n => n.Index);
    }
}
