namespace CompressDsl.Core;

/// <summary>A row of bytes in the shortest of three ways: one byte for all of them, as they are, or by <see cref="RangeCode"/>.</summary>
internal static class SymbolCode
{
    private const int Same = 0;
    private const int Plain = 1;
    private const int Coded = 2;

    public static void Write(CodeWriter writer, byte[] symbols)
    {
        var counts = Counts(symbols);
        if (counts.Max() == symbols.Length)
        {
            writer.Byte(Same);
            writer.Byte(symbols.Length == 0 ? 0 : symbols[0]);
            return;
        }

        var table = SymbolTable.Of(counts);
        if (table.Cost(counts) >= symbols.Length)
        {
            writer.Byte(Plain);
            writer.Bytes(symbols);
            return;
        }

        var code = RangeCode.Encode(symbols, table);
        writer.Byte(Coded);
        table.Write(writer);
        writer.Number(code.Length);
        writer.Bytes(code);
    }

    /// <summary>About as many bytes as <see cref="Write"/> writes.</summary>
    public static long Cost(int[] counts)
    {
        var length = counts.Sum(c => (long)c);
        return counts.Max() == length ? 2 : 1 + Math.Min(length, SymbolTable.Of(counts).Cost(counts));
    }

    /// <exception cref="FormatException">They are no code of <paramref name="count"/> bytes.</exception>
    public static byte[] Read(CodeReader reader, int count)
    {
        switch (reader.Byte())
        {
            case Same:
                var value = reader.Byte();
                var same = new byte[count];
                if (value != 0) for (var i = 0; i < count; i++) same[i] = value;
                return same;
            case Plain:
                return reader.Bytes(count);
            case Coded:
                var table = SymbolTable.Read(reader);
                return RangeCode.Decode(reader.Bytes(reader.Number(int.MaxValue)), table, count);
            default:
                throw CodeReader.Damaged("an unknown code");
        }
    }

    public static int[] Counts(byte[] symbols)
    {
        var counts = new int[256];
        foreach (var symbol in symbols) counts[symbol]++;
        return counts;
    }
}
