namespace ApiTopics.Data;

/// <summary>Hashes of text that are the same on every machine and in every run.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over UTF-16 code units, then mixed so that all bits are good.</summary>
    public static uint Of(ReadOnlySpan<char> text, uint seed = 0)
    {
        var hash = 2166136261u ^ (seed * 0x9E3779B9u);
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return Mix(hash);
    }

    /// <summary>One of <paramref name="count"/> buckets, 0 to <paramref name="count"/> - 1, decided by the high bits.</summary>
    public static int Bucket(uint hash, int count) => (int)(((ulong)hash * (uint)count) >> 32);

    /// <summary>Spreads every bit of the input over the whole result.</summary>
    private static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }
}
