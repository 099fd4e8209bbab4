using System.Buffers.Binary;
using CompressDsl.Core;

namespace CompressDsl.Operators.Tests.Runtime;

/// <summary>Makes small packed models by hand.</summary>
internal static class PackedBytes
{
    public const ulong Hash = 0x0123456789ABCDEF;

    /// <summary>Two sections of 64 bytes: all 1, all 2.</summary>
    public static byte[] Create()
    {
        var bytes = new byte[192];
        "CDSL"u8.CopyTo(bytes);
        Put(bytes, 4, 1);
        Put(bytes, 8, 2);
        Put(bytes, 12, bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), Hash);
        Put(bytes, 24, 64);
        Put(bytes, 28, 128);
        bytes.AsSpan(64, 64).Fill(1);
        bytes.AsSpan(128, 64).Fill(2);
        return bytes;
    }

    /// <summary>The same sections, each number stored as a place of one bit.</summary>
    public static byte[] CreateStored()
    {
        var sections = new[] { 1, 2 }.Select(v => StoredSection.Of(new PackedSection([.. Enumerable.Repeat((byte)v, 64)], 0))).ToArray();
        return StoredModel.Assemble(Hash, sections);
    }

    public static void Put(byte[] bytes, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), value);
}
