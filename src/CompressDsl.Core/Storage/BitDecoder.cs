namespace CompressDsl.Core;

/// <summary>Finds the bits of a <see cref="BitEncoder"/> again.</summary>
internal sealed class BitDecoder : BitCoder
{
    private readonly byte[] code;
    private int at;
    private uint low;
    private uint high = uint.MaxValue;
    private uint value;

    public BitDecoder(byte[] code)
    {
        this.code = code;
        for (var i = 0; i < 4; i++) value = (value << 8) | Next();
    }

    /// <inheritdoc/>
    public override int Code(int bit, int probability)
    {
        var middle = low + (uint)(((ulong)(high - low) * (uint)probability) >> 16);
        var found = value <= middle ? 1 : 0;
        if (found != 0) high = middle;
        else low = middle + 1;
        for (; (low ^ high) < 1 << 24; (low, high) = (low << 8, (high << 8) | byte.MaxValue)) value = (value << 8) | Next();
        return found;
    }

    private byte Next() => at < code.Length ? code[at++] : (byte)0;
}
