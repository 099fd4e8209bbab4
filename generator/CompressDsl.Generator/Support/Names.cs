namespace CompressDsl.Generator.Support;

/// <summary>How near names are to each other.</summary>
internal static class Names
{
    /// <summary>The number of letters to put in, take out or replace that leads from one to the other (Levenshtein 1966).</summary>
    public static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var (diagonal, same) = (row[0], char.ToUpperInvariant(first[i - 1]));
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (same == char.ToUpperInvariant(second[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[second.Length];
    }
}
