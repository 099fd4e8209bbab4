using System.Buffers.Binary;
using System.IO.Compression;

namespace CompressDsl.Training;

/// <summary>
/// An array of bytes in the IDX format of MNIST: two zero bytes, a type (8 = unsigned bytes), the number of dimensions, each dimension as
/// a big-endian int32, then the data. Names that end in <c>.gz</c> are unpacked on the way.
/// </summary>
/// <param name="Dimensions">Sizes, outermost first.</param>
/// <param name="Data">The bytes.</param>
public sealed record IdxFile(int[] Dimensions, byte[] Data)
{
    private const int UnsignedBytes = 8;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of another kind; the text names file and reason.</exception>
    public static IdxFile Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            return Read(stream, path);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"'{path}' ends early: it holds less data than its header says.");
        }
        catch (InvalidDataException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message}", e);
        }
    }

    private static IdxFile Read(Stream stream, string path)
    {
        Span<byte> head = stackalloc byte[4];
        stream.ReadExactly(head);
        if (head[0] != 0 || head[1] != 0) throw new InvalidDataException($"'{path}' is not an IDX file: it does not begin with two zero bytes.");
        if (head[2] != UnsignedBytes) throw new InvalidDataException($"'{path}' holds elements of type 0x{head[2]:X2}; only unsigned bytes (0x08) are read.");
        var dimensions = new int[head[3]];
        if (dimensions.Length == 0) throw new InvalidDataException($"'{path}' has no dimensions.");
        long length = 1;
        for (var i = 0; i < dimensions.Length; i++)
        {
            stream.ReadExactly(head);
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(head);
            if (dimensions[i] <= 0) throw new InvalidDataException($"'{path}' has dimension {dimensions[i]}.");
            length *= dimensions[i];
            if (length > Array.MaxLength) throw new InvalidDataException($"'{path}' says it holds more than {Array.MaxLength} elements.");
        }

        var data = ReadData(stream, (int)length);
        if (stream.ReadByte() >= 0) throw new InvalidDataException($"'{path}' holds more data than its header says.");
        return new(dimensions, data);
    }

    /// <summary>Reads in stretches, so that an absurd header does not reserve memory for data that is not there.</summary>
    private static byte[] ReadData(Stream stream, int length)
    {
        var data = new byte[Math.Min(length, 1 << 20)];
        var filled = 0;
        while (filled < length)
        {
            if (filled == data.Length) Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
            stream.ReadExactly(data.AsSpan(filled));
            filled = data.Length;
        }

        return data;
    }
}
