namespace CompressDsl.Core;

/// <summary>
/// A packed model, entropy-coded, little-endian: { byte[4] "CDSZ"; int version; ulong hash of all that follows; int decodedBytes;
/// int codedBytes; ulong recipeHash }, then the coded segments (<see cref="StorageMode.Small"/>).
/// </summary>
/// <example><code>
/// var model = Compressor.Compress(recipe, checkpoint, StorageMode.Small);
/// byte[] packed = SmallStorage.Decode(model.Bytes);        // bit for bit model.Loaded
/// </code></example>
public static class SmallStorage
{
    /// <summary>The bytes "CDSZ" read as little-endian int.</summary>
    public const int Magic = 'C' | ('D' << 8) | ('S' << 16) | ('Z' << 24);

    /// <summary>Version of the code.</summary>
    public const int Version = 1;

    private const int HashAt = 8;
    private const int HashedAt = 16;
    private const int CodeAt = 32;

    /// <summary>The coded model, and how many bytes of it each section takes. The same packed model gives the same bytes on every machine.</summary>
    /// <param name="recipe">The recipe that the model was packed for; its sections say what lies where.</param>
    /// <param name="loaded">The packed model as kernels read it.</param>
    /// <param name="offsets">Start of each section in it.</param>
    internal static (byte[] Bytes, int[] Sections) Encode(Recipe recipe, byte[] loaded, int[] offsets)
    {
        var writer = new CodeWriter();
        var cuts = Cuts(recipe, loaded, offsets);
        var sections = new int[offsets.Length];
        for (int i = 0, section = -1; i + 1 < cuts.Count; i++)
        {
            while (section + 1 < offsets.Length && offsets[section + 1] <= cuts[i]) section++;
            var before = writer.Length;
            SegmentCode.Write(writer, Part(loaded, cuts[i], cuts[i + 1]));
            if (section >= 0) sections[section] += writer.Length - before;
        }

        var code = writer.ToArray();
        var stored = new byte[CodeAt + code.Length];
        LittleEndian.Put(stored, 0, Magic);
        LittleEndian.Put(stored, 4, Version);
        LittleEndian.Put(stored, 16, loaded.Length);
        LittleEndian.Put(stored, 20, code.Length);
        LittleEndian.Put(stored, 24, recipe.PackedHash);
        Buffer.BlockCopy(code, 0, stored, CodeAt, code.Length);
        LittleEndian.Put(stored, HashAt, StableHash.Of(stored, HashedAt, stored.Length));
        return (stored, sections);
    }

    /// <summary>The packed model of a coded one, as kernels read it.</summary>
    /// <param name="stored">The coded model; some bytes may follow it.</param>
    /// <exception cref="FormatException">The bytes are no coded model, or damaged; the text says how.</exception>
    public static byte[] Decode(byte[] stored)
    {
        if (stored is null) throw new ArgumentNullException(nameof(stored));
        if (stored.Length < CodeAt || LittleEndian.ReadInt32(stored, 0) != Magic) throw new FormatException("these bytes are no coded model");
        var version = LittleEndian.ReadInt32(stored, 4);
        if (version != Version) throw new FormatException($"code version {InvariantText.Of(version)}, this runtime reads {InvariantText.Of(Version)}: rebuild");
        var (decoded, coded) = (LittleEndian.ReadInt32(stored, 16), LittleEndian.ReadInt32(stored, 20));
        if (decoded < 0 || coded < 0 || coded > stored.Length - CodeAt) throw CodeReader.Damaged("it is truncated");
        if (StableHash.Of(stored, HashedAt, CodeAt + coded) != LittleEndian.ReadUInt64(stored, HashAt)) throw CodeReader.Damaged("its hash is another one");
        return Segments(new CodeReader(stored, CodeAt, coded), decoded);
    }

    private static byte[] Segments(CodeReader reader, int length)
    {
        using var result = new MemoryStream();
        while (!reader.IsAtEnd)
        {
            var segment = SegmentCode.Read(reader, length - (int)result.Length);
            result.Write(segment, 0, segment.Length);
        }

        return result.Length == length ? result.ToArray() : throw CodeReader.Damaged("it is truncated");
    }

    /// <summary>Where the kind of the elements changes: at every section, and inside those of several parts.</summary>
    private static List<int> Cuts(Recipe recipe, byte[] loaded, int[] offsets)
    {
        var cuts = new SortedSet<int> { 0, loaded.Length };
        for (var i = 0; i < offsets.Length; i++)
        {
            cuts.Add(offsets[i]);
            var section = recipe.Sections[i];
            if (recipe.Weights.FirstOrDefault(w => w.Key == section.Find("weight")) is { } weight)
                cuts.UnionWith(SectionPacker.Of(section.Kind).Parts(weight, loaded, offsets[i]));
        }

        return [.. cuts];
    }

    private static byte[] Part(byte[] bytes, int start, int end)
    {
        var part = new byte[end - start];
        Buffer.BlockCopy(bytes, start, part, 0, part.Length);
        return part;
    }
}
