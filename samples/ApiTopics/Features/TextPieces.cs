using System.Text.RegularExpressions;

namespace ApiTopics.Features;

/// <summary>What the tokenizers look at, in lower case.</summary>
/// <param name="Words">Runs of letters and digits: <c>xmlreader</c>.</param>
/// <param name="Pieces">Words cut where a name is put together: <c>xml</c>, <c>reader</c>.</param>
internal sealed partial record TextPieces(string[] Words, string[] Pieces)
{
    /// <summary>Cuts a text.</summary>
    public static TextPieces Of(string text) => new(Matches(Word(), text), Matches(Piece(), text));

    /// <summary>Every piece with the piece before it.</summary>
    public IEnumerable<(string Before, string Piece)> Pairs() => Pieces.Zip(Pieces.Skip(1));

    private static string[] Matches(Regex expression, string text) =>
        [.. expression.Matches(text).Select(m => m.Value.ToLowerInvariant())];

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+|\p{L}")]
    private static partial Regex Piece();
}
