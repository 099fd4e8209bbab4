namespace CompressDsl.Core;

/// <summary>
/// rANS, the range variant of asymmetric numeral systems (Duda 2013, "Asymmetric numeral systems"), with a state of 31 bits that is
/// renormalised byte by byte: a symbol of frequency f takes about log2(4096 / f) bits, also where that is less than one.
/// </summary>
internal static class RangeCode
{
    private const uint Lowest = 1 << 23;
    private const uint Mask = (1 << SymbolTable.TotalBits) - 1;

    /// <summary>The code of the symbols; the last one is coded first, so that they are decoded in order.</summary>
    public static byte[] Encode(byte[] symbols, SymbolTable table)
    {
        var code = new List<byte>(symbols.Length / 2);
        var state = Lowest;
        for (var i = symbols.Length - 1; i >= 0; i--)
        {
            var frequency = (uint)table[symbols[i]];
            for (var limit = ((Lowest >> SymbolTable.TotalBits) << 8) * frequency; state >= limit; state >>= 8) code.Add((byte)state);
            state = ((state / frequency) << SymbolTable.TotalBits) + (state % frequency) + (uint)table.Starts[symbols[i]];
        }

        for (var i = 0; i < 4; i++, state >>= 8) code.Add((byte)state);
        code.Reverse();
        return code.ToArray();
    }

    /// <summary>The <paramref name="count"/> symbols of a code.</summary>
    /// <exception cref="FormatException">It is no code of so many.</exception>
    public static byte[] Decode(byte[] code, SymbolTable table, int count)
    {
        var (symbols, places, at, state) = (new byte[count], table.Places(), 4, 0u);
        if (code.Length < 4) throw CodeReader.Damaged("a code is too short");
        for (var i = 0; i < 4; i++) state = (state << 8) | code[i];
        for (var i = 0; i < count; i++)
        {
            var place = state & Mask;
            var symbol = symbols[i] = places[place];
            state = ((uint)table[symbol] * (state >> SymbolTable.TotalBits)) + place - (uint)table.Starts[symbol];
            for (; state < Lowest; state = (state << 8) | code[at++])
            {
                if (at == code.Length) throw CodeReader.Damaged("a code ends early");
            }
        }

        return state == Lowest && at == code.Length ? symbols : throw CodeReader.Damaged("a code does not end where it should");
    }
}
