namespace CompressDsl.Core;

/// <summary>
/// A section as it stands in the assembly or sidecar. Where its numbers take few different values: the plain bytes; int count of values;
/// the values, ascending by their bytes; then for every number the place of its value, in <see cref="Bits"/> bits, lowest bit first.
/// </summary>
/// <param name="Bytes">The stored bytes.</param>
/// <param name="Length">Bytes of the section as kernels read it.</param>
/// <param name="Plain">Bytes at the start that are stored as they are.</param>
/// <param name="Width">Bytes of a number behind them.</param>
/// <param name="Bits">Bits of a place; 0 where all bytes are stored as they are.</param>
internal sealed record StoredSection(byte[] Bytes, int Length, int Plain, int Width, int Bits)
{
    private const int MostBits = 8;
    private const int CountBytes = 4;

    /// <summary>Stores a section in as few bits as its numbers need.</summary>
    public static StoredSection Of(PackedSection section)
    {
        var plain = new StoredSection(section.Bytes, section.Bytes.Length, section.Bytes.Length, section.Width, 0);
        var count = (section.Bytes.Length - section.Plain) / section.Width;
        if (count == 0 || ValuesOf(section, count) is not { } values) return plain;
        var bits = 1;
        while (1 << bits < values.Count) bits++;
        var stored = new byte[SizeOf(section.Plain, section.Width, values.Count, (count, bits))];
        if (stored.Length >= section.Bytes.Length) return plain;
        Buffer.BlockCopy(section.Bytes, 0, stored, 0, section.Plain);
        LittleEndian.Put(stored, section.Plain, values.Count);
        var at = section.Plain + CountBytes;
        var places = new Dictionary<int, int>();
        foreach (var value in values)
        {
            places[value] = places.Count;
            LittleEndian.Put(stored, at, (uint)value, section.Width);
            at += section.Width;
        }

        for (var i = 0; i < count; i++) PutBits(stored, at, (long)i * bits, places[Value(section.Bytes, section.Plain + (i * section.Width), section.Width)]);
        return new StoredSection(stored, section.Bytes.Length, section.Plain, section.Width, bits);
    }

    /// <summary>Writes the section as kernels read it.</summary>
    /// <param name="stored">Bytes that hold the stored section.</param>
    /// <param name="start">Where it starts in them.</param>
    /// <param name="target">Receives it.</param>
    /// <param name="at">Where.</param>
    /// <exception cref="FormatException">A place names no value.</exception>
    public void Expand(byte[] stored, int start, byte[] target, int at)
    {
        Buffer.BlockCopy(stored, start, target, at, Plain);
        if (Bits == 0) return;
        var values = LittleEndian.ReadInt32(stored, start + Plain);
        var first = start + Plain + CountBytes;
        var places = first + (values * Width);
        var mask = (1 << Bits) - 1;
        var count = (Length - Plain) / Width;
        for (var i = 0; i < count; i++)
        {
            var bit = (long)i * Bits;
            var from = places + (int)(bit >> 3);
            var two = stored[from] | (((int)(bit & 7) + Bits > 8 ? stored[from + 1] : 0) << 8);
            var place = (two >> (int)(bit & 7)) & mask;
            if (place >= values) throw new FormatException($"number {InvariantText.Of(i)} names value {InvariantText.Of(place)} of {InvariantText.Of(values)}");
            for (var b = 0; b < Width; b++) target[at + Plain + (i * Width) + b] = stored[first + (place * Width) + b];
        }
    }

    /// <summary>Whether the sizes agree with each other and with the bytes that are there.</summary>
    /// <param name="stored">Bytes that hold the stored section.</param>
    /// <param name="start">Where it starts in them.</param>
    /// <param name="length">Its length.</param>
    public bool Fits(byte[] stored, long start, int length)
    {
        if (length < 0 || start + length > stored.Length || Plain < 0 || Plain > length || Plain > Length) return false;
        if (Bits == 0) return Plain == Length && length == Length;
        if (Bits is < 0 or > MostBits || Width is not (1 or 2 or 4) || (Length - Plain) % Width != 0 || length < Plain + CountBytes) return false;
        var values = LittleEndian.ReadInt32(stored, (int)start + Plain);
        return values > 0 && values <= 1 << Bits && length == SizeOf(Plain, Width, values, ((Length - Plain) / Width, Bits));
    }

    private static long SizeOf(int plain, int width, int values, (int Count, int Bits) places) =>
        plain + CountBytes + ((long)values * width) + ((((long)places.Count * places.Bits) + 7) / 8);

    /// <summary>The values that occur, in order; null where they are too many.</summary>
    private static List<int>? ValuesOf(PackedSection section, int count)
    {
        var values = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            if (values.Add(Value(section.Bytes, section.Plain + (i * section.Width), section.Width)) && values.Count > 1 << MostBits) return null;
        }

        return values.OrderBy(v => v).ToList();
    }

    private static int Value(byte[] bytes, int at, int width) => width switch
    {
        1 => bytes[at],
        2 => bytes[at] | (bytes[at + 1] << 8),
        _ => LittleEndian.ReadInt32(bytes, at),
    };

    private static void PutBits(byte[] bytes, int start, long bit, int place)
    {
        var at = start + (int)(bit >> 3);
        var shifted = place << (int)(bit & 7);
        bytes[at] |= (byte)shifted;
        if (shifted > byte.MaxValue) bytes[at + 1] |= (byte)(shifted >> 8);
    }
}
