using ApiTopics.Data;

namespace ApiTopics.Features;

/// <summary>Words, pieces of words and pairs of pieces, each hashed into one large table.</summary>
internal static class TeacherTokenizer
{
    /// <summary>Token ids are below this.</summary>
    public const int Buckets = 65536;

    /// <summary>Longer texts lose their last tokens.</summary>
    public const int MaxTokens = 384;

    private const uint WordSeed = 11;
    private const uint PairSeed = 12;

    /// <summary>The token ids of a text.</summary>
    public static int[] Tokens(string text)
    {
        var pieces = TextPieces.Of(text);
        var words = pieces.Pieces.Concat(pieces.Words).Select(w => StableHash.Of(w, WordSeed));
        var pairs = pieces.Pairs().Select(p => StableHash.Of($"{p.Before} {p.Piece}", PairSeed));
        return [.. words.Concat(pairs).Select(h => StableHash.Bucket(h, Buckets)).Take(MaxTokens)];
    }
}
