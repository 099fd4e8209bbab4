namespace CompressDsl.Core;

/// <summary>
/// A packed model whose numbers are stored in fewer bits than kernels read, little-endian: { byte[4] "CDSL"; int version = 2;
/// int sectionCount; int totalBytes; ulong recipeHash; ulong hash of all that follows; { int bytes; int storedBytes; int plain; int coding }
/// per section }, then the stored sections one behind the other. A coding is the bytes of a number times 256 plus the bits of a place, see
/// <see cref="StoredSection"/>; 0 is none.
/// </summary>
public static class StoredModel
{
    /// <summary>Version of the layout.</summary>
    public const int Version = 2;

    private const int HashAt = PackedHeader.OffsetsAt;
    private const int EntriesAt = HashAt + 8;
    private const int EntryBytes = 16;

    /// <summary>The model as kernels read it, see <see cref="PackedHeader"/>.</summary>
    /// <param name="stored">A stored model; more bytes may follow.</param>
    /// <exception cref="FormatException">The bytes are damaged; the message says where.</exception>
    public static byte[] Expand(byte[] stored)
    {
        if (stored is null) throw new ArgumentNullException(nameof(stored));
        var count = stored.Length < EntriesAt ? -1 : LittleEndian.ReadInt32(stored, 8);
        if (count < 0 || EntriesAt + ((long)EntryBytes * count) > stored.Length) throw new FormatException("its header is damaged");
        if (LittleEndian.ReadInt32(stored, 12) is var total && (total < EntriesAt + (EntryBytes * count) || total > stored.Length))
        {
            throw new FormatException($"{InvariantText.Of(stored.Length)} bytes where the header says {InvariantText.Of(total)}: truncated");
        }

        if (StableHash.Of(stored, EntriesAt, total) != LittleEndian.ReadUInt64(stored, HashAt)) throw new FormatException("the hash of what follows the header is not the one in it: damaged");
        var sections = new byte[count][];
        var start = EntriesAt + (EntryBytes * count);
        for (var i = 0; i < count; i++)
        {
            var entry = EntriesAt + (EntryBytes * i);
            var length = LittleEndian.ReadInt32(stored, entry + 4);
            sections[i] = Expand(stored, Entry(stored, entry), (start, length), i);
            start += length;
        }

        return PackedHeader.Assemble(LittleEndian.ReadUInt64(stored, 16), sections).Bytes;
    }

    /// <summary>Puts stored sections behind a header.</summary>
    internal static byte[] Assemble(ulong recipeHash, IReadOnlyList<StoredSection> sections)
    {
        var start = EntriesAt + (EntryBytes * sections.Count);
        var bytes = new byte[checked(start + sections.Sum(s => s.Bytes.Length))];
        PackedHeader.Put(bytes, Version, sections.Count, recipeHash);
        for (var i = 0; i < sections.Count; i++)
        {
            var (section, entry) = (sections[i], EntriesAt + (EntryBytes * i));
            LittleEndian.Put(bytes, entry, section.Length);
            LittleEndian.Put(bytes, entry + 4, section.Bytes.Length);
            LittleEndian.Put(bytes, entry + 8, section.Plain);
            LittleEndian.Put(bytes, entry + 12, section.Bits == 0 ? 0 : (section.Width << 8) | section.Bits);
            Buffer.BlockCopy(section.Bytes, 0, bytes, start, section.Bytes.Length);
            start += section.Bytes.Length;
        }

        LittleEndian.Put(bytes, HashAt, StableHash.Of(bytes, EntriesAt, bytes.Length));
        return bytes;
    }

    private static StoredSection Entry(byte[] stored, int at)
    {
        var coding = LittleEndian.ReadInt32(stored, at + 12);
        return new StoredSection(stored, LittleEndian.ReadInt32(stored, at), LittleEndian.ReadInt32(stored, at + 8), coding >> 8, coding & 0xFF);
    }

    private static byte[] Expand(byte[] stored, StoredSection section, (int Start, int Length) place, int number)
    {
        if (!section.Fits(stored, place.Start, place.Length)) throw new FormatException($"the sizes of section {InvariantText.Of(number)} do not fit together: damaged");
        try
        {
            var bytes = new byte[section.Length];
            section.Expand(stored, place.Start, bytes, 0);
            return bytes;
        }
        catch (FormatException e)
        {
            throw new FormatException($"in section {InvariantText.Of(number)}, {e.Message}: damaged", e);
        }
    }
}
