namespace CompressDsl.Core;

/// <summary>
/// The parts of a packed model whose elements are of one kind, one behind the other, each in the shortest of its codes:
/// { length; byte code; ... }. What a matrix says about the biases behind it is kept for these.
/// </summary>
internal sealed class SegmentCode
{
    private const int Matrix = PlanesCode.LastWay + 1;
    private const int Numbers = PlanesCode.LastWay + 2;

    /// <summary>Sums of the outputs of the last matrix.</summary>
    private int[] sums = [];

    /// <summary>Writes a segment.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="bytes">At least one byte.</param>
    /// <param name="layout">Where the bytes are a matrix, how it lies; what is behind it are zeros.</param>
    public void Write(CodeWriter writer, byte[] bytes, MatrixLayout? layout = null)
    {
        writer.Number(bytes.Length);
        var best = new CodeWriter();
        PlanesCode.Write(best, bytes);
        // Knowing the matrix saves a byte and more for every bias behind it.
        if (layout is { } matrix && Matrices(bytes, matrix) is { } code && code.Length < best.Length + matrix.Outputs)
        {
            best = code;
            sums = matrix.Sums(bytes);
        }
        else if (NumberSegment.Fits(bytes.Length) && Of(Numbers, w => NumberSegment.Write(w, bytes, sums)) is var numbers && numbers.Length < best.Length)
        {
            best = numbers;
        }

        writer.Bytes(best.ToArray());
    }

    /// <summary>The next segment.</summary>
    /// <param name="reader">The code.</param>
    /// <param name="room">Largest number of bytes that are possible.</param>
    /// <exception cref="FormatException">It is no segment.</exception>
    public byte[] Read(CodeReader reader, int room)
    {
        var length = reader.Number(room);
        if (length == 0) throw CodeReader.Damaged("an empty segment");
        switch (reader.Byte())
        {
            case Matrix:
                var (bytes, layout) = MatrixSegment.Read(reader, length);
                sums = layout.Sums(bytes);
                return bytes;
            case Numbers:
                return NumberSegment.Read(reader, length, sums);
            case <= PlanesCode.LastWay and var way:
                return PlanesCode.Read(reader, way, length);
            default:
                throw CodeReader.Damaged("an unknown segment");
        }
    }

    private static CodeWriter? Matrices(byte[] bytes, MatrixLayout layout) =>
        MatrixSegment.Fits(bytes, layout) ? Of(Matrix, w => MatrixSegment.Write(w, bytes, layout)) : null;

    private static CodeWriter Of(int kind, Action<CodeWriter> write)
    {
        var writer = new CodeWriter();
        writer.Byte(kind);
        write(writer);
        return writer;
    }
}
