namespace CompressDsl.Core;

/// <summary>
/// A segment that is a matrix of weights: { layout; byte transposed; stride; byte values - 1; values; codeBytes; code }, see <see cref="MatrixCode"/>.
/// </summary>
internal static class MatrixSegment
{
    private const int MostStride = 128;

    /// <summary>Places from which a beginning of the matrix is enough to choose by.</summary>
    private const int Sample = 1 << 20;

    /// <summary>Whether some of the weights are zero, and what is behind the matrix too.</summary>
    public static bool Fits(byte[] bytes, MatrixLayout layout) =>
        layout.Length <= bytes.Length && bytes.Skip(layout.Length).All(b => b == 0) && bytes.Count(b => b != 0) is > 0 and var used && used <= layout.Length / 2;

    public static void Write(CodeWriter writer, byte[] bytes, MatrixLayout layout)
    {
        var alphabet = bytes.Where(b => b != 0).Distinct().OrderBy(b => b).ToArray();
        var (transposed, stride, code) = new[] { false, true }.Where(t => !t || layout.Length <= Sample).Select(t => Code(bytes, layout, t, alphabet)).OrderBy(c => c.Code.Length).First();
        layout.Write(writer);
        writer.Byte(transposed ? 1 : 0);
        writer.Number(stride);
        writer.Byte(alphabet.Length - 1);
        writer.Bytes(alphabet);
        writer.Number(code.Length);
        writer.Bytes(code);
    }

    /// <exception cref="FormatException">It is no segment.</exception>
    public static (byte[] Bytes, MatrixLayout Layout) Read(CodeReader reader, int length)
    {
        var layout = MatrixLayout.Read(reader, length);
        var (kind, stride) = (reader.Byte(), reader.Number(MostStride));
        var alphabet = reader.Bytes(reader.Byte() + 1);
        if (kind > 1 || stride == 0 || alphabet.Contains((byte)0)) throw CodeReader.Damaged("an unknown matrix");
        var (lines, width) = Shape(layout, kind == 1);
        var decoded = new MatrixCode(lines, width, stride, alphabet).Run(new BitDecoder(reader.Bytes(reader.Number(int.MaxValue))), new byte[layout.Length]);
        var bytes = new byte[length];
        layout.Pack(decoded, kind == 1, bytes);
        return (bytes, layout);
    }

    private static (bool Transposed, int Stride, byte[] Code) Code(byte[] bytes, MatrixLayout layout, bool transposed, byte[] alphabet)
    {
        var matrix = layout.Lines(bytes, transposed);
        var (lines, width) = Shape(layout, transposed);
        var stride = Stride(matrix, Math.Max(1, Math.Min(lines, Sample / width)), width);
        var encoder = new BitEncoder();
        new MatrixCode(lines, width, stride, alphabet).Run(encoder, matrix);
        return (transposed, stride, encoder.Finish());
    }

    private static (int Lines, int Width) Shape(MatrixLayout layout, bool transposed) => transposed ? (layout.Inputs, layout.Outputs) : (layout.Outputs, layout.Inputs);

    /// <summary>The distance, from 2 on, at which more weights have a neighbour in their line than by chance.</summary>
    private static int Stride(byte[] matrix, int lines, int width)
    {
        var used = Enumerable.Range(0, lines).Select(l => Enumerable.Range(0, width).Where(c => matrix[(l * width) + c] != 0).ToArray()).ToArray();
        var columns = new long[width];
        foreach (var column in used.SelectMany(l => l)) columns[column]++;
        var (best, most) = (1, 0L);
        for (var stride = 2; stride < Math.Min(width, MostStride); stride++)
        {
            var together = 0L;
            for (var line = 0; line < lines; line++) together += used[line].LongCount(c => c >= stride && matrix[(line * width) + c - stride] != 0);
            var chance = 0L;
            for (var c = stride; c < width; c++) chance += columns[c] * columns[c - stride];
            if ((together * lines) - chance > most) (best, most) = (stride, (together * lines) - chance);
        }

        return best;
    }
}
