namespace CompressDsl.Core;

/// <summary>Numbers to bytes and back in little-endian order, whatever the machine's is.</summary>
internal static class LittleEndian
{
    public static byte[] Bytes(float[] values)
    {
        var bytes = new byte[4L * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Ordered(bytes, 4);
    }

    public static byte[] Bytes(int[] values)
    {
        var bytes = new byte[4L * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Ordered(bytes, 4);
    }

    public static byte[] Bytes(ushort[] values)
    {
        var bytes = new byte[2L * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Ordered(bytes, 2);
    }

    public static float[] Floats(byte[] bytes)
    {
        var values = new float[bytes.Length / 4];
        Buffer.BlockCopy(BitConverter.IsLittleEndian ? bytes : Ordered((byte[])bytes.Clone(), 4), 0, values, 0, values.Length * 4);
        return values;
    }

    /// <summary>The floats that have these bits.</summary>
    public static float[] FloatsOfBits(int[] bits)
    {
        var values = new float[bits.Length];
        Buffer.BlockCopy(bits, 0, values, 0, 4 * bits.Length);
        return values;
    }

    /// <summary>The bits of these floats.</summary>
    public static int[] BitsOfFloats(float[] values)
    {
        var bits = new int[values.Length];
        Buffer.BlockCopy(values, 0, bits, 0, 4 * bits.Length);
        return bits;
    }

    public static void Put(byte[] bytes, int offset, int value) => Put(bytes, offset, (ulong)(uint)value, 4);

    public static void Put(byte[] bytes, int offset, ulong value, int size = 8)
    {
        for (var i = 0; i < size; i++) bytes[offset + i] = (byte)(value >> (8 * i));
    }

    public static int ReadInt32(byte[] bytes, int offset) =>
        bytes[offset] | (bytes[offset + 1] << 8) | (bytes[offset + 2] << 16) | (bytes[offset + 3] << 24);

    public static ulong ReadUInt64(byte[] bytes, int offset)
    {
        ulong value = 0;
        for (var i = 7; i >= 0; i--) value = (value << 8) | bytes[offset + i];
        return value;
    }

    private static byte[] Ordered(byte[] bytes, int size)
    {
        if (BitConverter.IsLittleEndian) return bytes;
        for (var i = 0; i < bytes.Length; i += size) Array.Reverse(bytes, i, size);
        return bytes;
    }
}
