using ApiTopics.Data;

namespace ApiTopics.Features;

/// <summary>
/// Pieces of words, pairs of pieces and runs of four letters. Relatives share a block of four consecutive tokens: the first letters choose
/// the block, the whole only the place in it. Whole blocks are then important or not, and pruning in blocks costs little.
/// </summary>
internal static class StudentTokenizer
{
    /// <summary>Token ids are below this.</summary>
    public const int Buckets = 35840;

    /// <summary>Longer texts lose their last tokens.</summary>
    public const int MaxTokens = 512;

    private const int BlockTokens = 4;
    private const int RunLetters = 4;

    /// <summary>The token ids of a text.</summary>
    public static int[] Tokens(string text)
    {
        var pieces = TextPieces.Of(text);
        var words = pieces.Pieces.Select(p => Token(Start(p, 4), p, seed: 21));
        var pairs = pieces.Pairs().Select(p => Token(Start(p.Piece, 5), $"{p.Before} {p.Piece}", seed: 22));
        var runs = pieces.Pieces.SelectMany(Runs).Select(r => Token(r[..^1], r, seed: 23));
        return [.. words.Concat(pairs).Concat(runs).Take(MaxTokens)];
    }

    private static int Token(string family, string whole, uint seed) =>
        (StableHash.Bucket(StableHash.Of(family, seed), Buckets / BlockTokens) * BlockTokens)
        + StableHash.Bucket(StableHash.Of(whole, seed + 10), BlockTokens);

    private static string Start(string piece, int letters) => piece.Length <= letters ? piece : piece[..letters];

    // reader -> <rea, read, eade, ader, der>
    private static IEnumerable<string> Runs(string piece)
    {
        var marked = $"<{piece}>";
        for (var i = 0; i + RunLetters <= marked.Length; i++)
        {
            yield return marked.Substring(i, RunLetters);
        }
    }
}
