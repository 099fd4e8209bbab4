namespace CompressDsl.Core;

/// <summary>
/// A binary arithmetic coder (Witten, Neal and Cleary 1987, "Arithmetic coding for data compression") on an interval of 32 bits that gives
/// away its first byte as soon as that is certain.
/// </summary>
internal sealed class BitEncoder : BitCoder
{
    private readonly List<byte> code = [];
    private uint low;
    private uint high = uint.MaxValue;

    /// <inheritdoc/>
    public override int Code(int bit, int probability)
    {
        var middle = low + (uint)(((ulong)(high - low) * (uint)probability) >> 16);
        if (bit != 0) high = middle;
        else low = middle + 1;
        for (; (low ^ high) < 1 << 24; (low, high) = (low << 8, (high << 8) | byte.MaxValue)) code.Add((byte)(high >> 24));
        return bit;
    }

    /// <summary>The code; a decoder reads zeros behind it.</summary>
    public byte[] Finish()
    {
        if (low > 0) code.Add((byte)((low >> 24) + 1));
        return code.ToArray();
    }
}
