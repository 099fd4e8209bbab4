using System.Text;

namespace CompressDsl.Core;

/// <summary>A 64-bit hash that is the same on every runtime and machine (FNV-1a over bytes). Not for secrets.</summary>
public static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Hash of <paramref name="bytes"/>.</summary>
    public static ulong Of(byte[] bytes)
    {
        var hash = Offset;
        foreach (var value in bytes) hash = unchecked((hash ^ value) * Prime);
        return hash;
    }

    /// <summary>Hash of the UTF-8 bytes of <paramref name="text"/>.</summary>
    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
