namespace CompressDsl.Core;

/// <summary>
/// A packed model, entropy-coded, little-endian: { byte[4] "CDSZ"; int version; ulong hash of all that follows; int decodedBytes;
/// int codedBytes; ulong recipeHash }, then for every section the number of its segments and these, coded (<see cref="StorageMode.Small"/>).
/// The header of the packed model is not stored: it follows from the sections.
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
    public const int Version = 2;

    private const int HashAt = 8;
    private const int HashedAt = 16;
    private const int RecipeAt = 24;
    private const int CodeAt = 32;

    /// <summary>The coded model, and how many bytes of it each section takes. The same packed model gives the same bytes on every machine.</summary>
    /// <param name="recipe">The recipe that the model was packed for; its sections say what lies where.</param>
    /// <param name="loaded">The packed model as kernels read it.</param>
    /// <param name="offsets">Start of each section in it.</param>
    /// <param name="layouts">For each section how its matrix lies; null where it is none.</param>
    internal static (byte[] Bytes, int[] Sections) Encode(Recipe recipe, byte[] loaded, int[] offsets, MatrixLayout?[] layouts)
    {
        var (writer, segments, sizes) = (new CodeWriter(), new SegmentCode(), new int[offsets.Length]);
        for (var i = 0; i < offsets.Length; i++)
        {
            var before = writer.Length;
            var cuts = Cuts(recipe, i, loaded, offsets);
            writer.Number(cuts.Count - 1);
            for (var c = 0; c + 1 < cuts.Count; c++) segments.Write(writer, Part(loaded, cuts[c], cuts[c + 1]), layouts[i]);
            sizes[i] = writer.Length - before;
        }

        var code = writer.ToArray();
        var stored = new byte[CodeAt + code.Length];
        LittleEndian.Put(stored, 0, Magic);
        LittleEndian.Put(stored, 4, Version);
        LittleEndian.Put(stored, 16, loaded.Length);
        LittleEndian.Put(stored, 20, code.Length);
        LittleEndian.Put(stored, RecipeAt, recipe.PackedHash);
        Buffer.BlockCopy(code, 0, stored, CodeAt, code.Length);
        LittleEndian.Put(stored, HashAt, StableHash.Of(stored, HashedAt, stored.Length));
        return (stored, sizes);
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
        var sections = Sections(new CodeReader(stored, CodeAt, coded), decoded);
        var loaded = PackedHeader.Assemble(LittleEndian.ReadUInt64(stored, RecipeAt), sections).Bytes;
        return loaded.Length == decoded ? loaded : throw CodeReader.Damaged("it is truncated");
    }

    private static List<byte[]> Sections(CodeReader reader, int room)
    {
        var (sections, segments) = (new List<byte[]>(), new SegmentCode());
        while (!reader.IsAtEnd)
        {
            using var section = new MemoryStream();
            for (var parts = reader.Number(room); parts > 0; parts--)
            {
                var segment = segments.Read(reader, room);
                section.Write(segment, 0, segment.Length);
                room -= segment.Length;
            }

            sections.Add(section.ToArray());
        }

        return sections;
    }

    /// <summary>Where a section begins, where in it the kind of the elements changes, and where it ends.</summary>
    private static List<int> Cuts(Recipe recipe, int number, byte[] loaded, int[] offsets)
    {
        var (start, end) = (offsets[number], number + 1 < offsets.Length ? offsets[number + 1] : loaded.Length);
        var cuts = new SortedSet<int> { start, end };
        var section = recipe.Sections[number];
        if (recipe.Weights.FirstOrDefault(w => w.Key == section.Find("weight")) is { } weight)
            cuts.UnionWith(SectionPacker.Of(section.Kind).Parts(weight, loaded, start).Where(c => c < end));
        return [.. cuts];
    }

    private static byte[] Part(byte[] bytes, int start, int end)
    {
        var part = new byte[end - start];
        Buffer.BlockCopy(bytes, start, part, 0, part.Length);
        return part;
    }
}
