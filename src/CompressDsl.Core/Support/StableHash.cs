using System.Text;

namespace CompressDsl.Core;

/// <summary>A 64-bit hash that is the same on every runtime and machine (FNV-1a over bytes). Not for secrets.</summary>
public static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Hash of <paramref name="bytes"/>.</summary>
    public static ulong Of(byte[] bytes) => Of(bytes, 0, (bytes ?? throw new ArgumentNullException(nameof(bytes))).Length);

    /// <summary>Hash of the bytes from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public static ulong Of(byte[] bytes, int start, int end)
    {
        var hash = Offset;
        for (var i = start; i < end; i++) hash = unchecked((hash ^ bytes[i]) * Prime);
        return hash;
    }

    /// <summary>Hash of the UTF-8 bytes of <paramref name="text"/>.</summary>
    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
