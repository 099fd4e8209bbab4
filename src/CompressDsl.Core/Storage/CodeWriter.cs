namespace CompressDsl.Core;

/// <summary>Collects coded bytes.</summary>
internal sealed class CodeWriter
{
    private readonly MemoryStream stream = new();

    public int Length => (int)stream.Length;

    public void Byte(int value) => stream.WriteByte((byte)value);

    /// <summary>A number in 7-bit groups, the lowest first.</summary>
    public void Number(int value)
    {
        var left = (uint)value;
        for (; left > 127; left >>= 7) stream.WriteByte((byte)(left | 128));
        stream.WriteByte((byte)left);
    }

    public void Bytes(byte[] values) => stream.Write(values, 0, values.Length);

    public byte[] ToArray() => stream.ToArray();
}
