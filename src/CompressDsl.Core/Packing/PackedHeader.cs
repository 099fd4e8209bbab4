namespace CompressDsl.Core;

/// <summary>
/// The start of a packed model, little-endian: { byte[4] "CDSL"; int version; int sectionCount; int totalBytes; ulong recipeHash;
/// int offset[sectionCount] }, padded to 64 bytes. Every section starts at a multiple of 64 bytes.
/// </summary>
public static class PackedHeader
{
    /// <summary>The bytes "CDSL" read as little-endian int.</summary>
    public const int Magic = 'C' | ('D' << 8) | ('S' << 16) | ('L' << 24);

    /// <summary>Version of the layouts.</summary>
    public const int Version = 1;

    /// <summary>Alignment of sections, and of the model itself when it is read.</summary>
    public const int Alignment = 64;

    /// <summary>Where the offsets of the sections start.</summary>
    public const int OffsetsAt = 24;

    /// <summary>Puts the sections behind a header.</summary>
    internal static (byte[] Bytes, int[] Offsets) Assemble(ulong recipeHash, IReadOnlyList<byte[]> sections)
    {
        var offsets = new int[sections.Count];
        var position = Align(OffsetsAt + (4L * sections.Count));
        for (var i = 0; i < sections.Count; i++)
        {
            offsets[i] = checked((int)position);
            position = Align(position + sections[i].Length);
        }

        var bytes = new byte[checked((int)position)];
        Put(bytes, Version, sections.Count, recipeHash);
        for (var i = 0; i < sections.Count; i++)
        {
            LittleEndian.Put(bytes, OffsetsAt + (4 * i), offsets[i]);
            Buffer.BlockCopy(sections[i], 0, bytes, offsets[i], sections[i].Length);
        }

        return (bytes, offsets);
    }

    /// <summary>Writes what stands at the start of a packed model whatever its version.</summary>
    internal static void Put(byte[] bytes, int version, int sections, ulong recipeHash)
    {
        LittleEndian.Put(bytes, 0, Magic);
        LittleEndian.Put(bytes, 4, version);
        LittleEndian.Put(bytes, 8, sections);
        LittleEndian.Put(bytes, 12, bytes.Length);
        LittleEndian.Put(bytes, 16, recipeHash);
    }

    private static long Align(long position) => (position + Alignment - 1) / Alignment * Alignment;
}
