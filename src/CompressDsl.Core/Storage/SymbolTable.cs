namespace CompressDsl.Core;

/// <summary>How often each byte comes, in 4096ths: what <see cref="RangeCode"/> codes with.</summary>
internal sealed class SymbolTable
{
    /// <summary>All frequencies add up to this power of two.</summary>
    public const int TotalBits = 12;

    private const int Total = 1 << TotalBits;

    /// <summary>Up to so many symbols are listed; of more, a bit for each of the 256.</summary>
    private const int LongestList = 32;

    // 65536 * log2(frequency), in integers: the choice of a code must not depend on a machine's floating point.
    private static readonly int[] Logarithms = Enumerable.Range(0, Total + 1).Select(Logarithm).ToArray();

    private readonly int[] frequencies;

    private SymbolTable(int[] frequencies)
    {
        this.frequencies = frequencies;
        Starts = new int[256];
        for (var s = 1; s < 256; s++) Starts[s] = Starts[s - 1] + frequencies[s - 1];
    }

    /// <summary>Sum of the frequencies of all smaller symbols.</summary>
    public int[] Starts { get; }

    public int this[int symbol] => frequencies[symbol];

    /// <summary>The table of symbols with these counts, at least two of them above 0.</summary>
    public static SymbolTable Of(int[] counts)
    {
        var sum = counts.Sum(c => (long)c);
        var frequencies = counts.Select(c => c == 0 ? 0 : (int)Math.Max(1, c * (long)Total / sum)).ToArray();
        for (var left = Total - frequencies.Sum(); left != 0;)
        {
            // What rounding left over or took goes to or from the most frequent symbol, where it costs least.
            var largest = Array.IndexOf(frequencies, frequencies.Max());
            var step = left > 0 ? left : Math.Max(left, 1 - frequencies[largest]);
            frequencies[largest] += Math.Max(step, -Math.Max(1, frequencies[largest] / 2));
            left = Total - frequencies.Sum();
        }

        return new SymbolTable(frequencies);
    }

    /// <summary>Bytes that symbols with these counts take, the table included; an estimate that is the same everywhere.</summary>
    public long Cost(int[] counts)
    {
        long bits = 0;
        for (var s = 0; s < 256; s++) bits += (long)counts[s] * ((TotalBits << 16) - Logarithms[frequencies[s]]);
        return (bits >> 19) + Size + 6;
    }

    public void Write(CodeWriter writer)
    {
        var used = Enumerable.Range(0, 256).Where(s => frequencies[s] > 0).ToArray();
        writer.Byte(used.Length - 1);
        if (used.Length <= LongestList) foreach (var symbol in used) writer.Byte(symbol);
        else for (var b = 0; b < 32; b++) writer.Byte(Enumerable.Range(0, 8).Sum(i => frequencies[(8 * b) + i] > 0 ? 1 << i : 0));
        foreach (var symbol in used) writer.Number(frequencies[symbol]);
    }

    /// <exception cref="FormatException">The table is none.</exception>
    public static SymbolTable Read(CodeReader reader)
    {
        var used = Symbols(reader, reader.Byte() + 1);
        var frequencies = new int[256];
        foreach (var symbol in used) frequencies[symbol] = reader.Number(Total);
        return used.Count > 1 && used.All(s => frequencies[s] > 0) && frequencies.Sum() == Total
            ? new SymbolTable(frequencies)
            : throw CodeReader.Damaged("frequencies do not add up");
    }

    /// <summary>For each of the 4096 places the symbol that has it.</summary>
    public byte[] Places()
    {
        var places = new byte[Total];
        for (var s = 0; s < 256; s++) for (var i = 0; i < frequencies[s]; i++) places[Starts[s] + i] = (byte)s;
        return places;
    }

    private int Size
    {
        get
        {
            var used = frequencies.Count(f => f > 0);
            return 1 + Math.Min(used, LongestList) + frequencies.Count(f => f > 0) + frequencies.Count(f => f > 127);
        }
    }

    private static List<int> Symbols(CodeReader reader, int count)
    {
        if (count <= LongestList) return Enumerable.Range(0, count).Select(_ => (int)reader.Byte()).Distinct().ToList();
        var bits = reader.Bytes(32);
        var symbols = Enumerable.Range(0, 256).Where(s => (bits[s / 8] >> (s % 8) & 1) != 0).ToList();
        return symbols.Count == count ? symbols : throw CodeReader.Damaged("symbols do not add up");
    }

    private static int Logarithm(int value)
    {
        if (value < 1) return 0;
        var whole = 0;
        for (var v = value; v > 1; v >>= 1) whole++;
        var mantissa = ((ulong)value << 31) >> whole;
        var result = whole;
        for (var bit = 0; bit < 16; bit++)
        {
            mantissa = (mantissa * mantissa) >> 31;
            result <<= 1;
            if (mantissa < 1UL << 32) continue;
            result |= 1;
            mantissa >>= 1;
        }

        return result;
    }
}
