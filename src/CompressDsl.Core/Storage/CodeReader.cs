namespace CompressDsl.Core;

/// <summary>Reads coded bytes in order; refuses to read past their end.</summary>
internal sealed class CodeReader(byte[] bytes, int start, int length)
{
    private readonly int end = start + length;
    private int at = start;

    public bool IsAtEnd => at == end;

    public byte Byte() => at < end ? bytes[at++] : throw Damaged("it ends early");

    /// <summary>A number in 7-bit groups, the lowest first.</summary>
    /// <param name="limit">Largest number that is possible here.</param>
    public int Number(int limit)
    {
        var (value, shift) = (0L, 0);
        while (true)
        {
            var part = Byte();
            value |= (long)(part & 127) << shift;
            if (part < 128) break;
            shift += 7;
            if (shift > 28) throw Damaged("a number is too long");
        }

        return value <= limit ? (int)value : throw Damaged($"{InvariantText.Of(value)} where at most {InvariantText.Of(limit)} is possible");
    }

    /// <summary>The next <paramref name="count"/> bytes.</summary>
    public byte[] Bytes(int count)
    {
        if (count > end - at) throw Damaged("it ends early");
        var result = new byte[count];
        Buffer.BlockCopy(bytes, at, result, 0, count);
        at += count;
        return result;
    }

    /// <summary>The exception for a stream that no encoder writes.</summary>
    public static FormatException Damaged(string why) => new($"the coded weights are damaged: {why}");
}
