using System.Buffers.Binary;
using System.IO.Compression;

namespace Detector.Drawing;

/// <summary>Writes pictures as PNG: 8 bits of red, green and blue, deflated, rows not filtered.</summary>
internal static class PngFile
{
    private const int RgbLength = 3;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="rgb"><c>[height, width, 3]</c>.</param>
    /// <param name="width">Pixels of a row.</param>
    public static void Write(Stream stream, ReadOnlySpan<byte> rgb, int width)
    {
        var height = rgb.Length / (RgbLength * width);
        stream.Write(Signature);
        // Depth 8, colour type 2 (RGB), and the only compression, filter method and no interlacing.
        Span<byte> header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        WriteChunk(stream, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(rgb.Slice(y * RgbLength * width, RgbLength * width));
            }
        }

        WriteChunk(stream, "IDAT"u8, packed.ToArray());
        WriteChunk(stream, "IEND"u8, []);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), content));
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }

        return crc;
    }
}
