namespace CompressDsl.Core;

/// <summary>
/// How kernels read a matrix of bytes: <c>[tile][inputs / inner][16 * tile outputs][inner]</c>; the last tile has the lane groups that remain.
/// </summary>
/// <param name="Outputs">Outputs, padding included.</param>
/// <param name="Inputs">Inputs, padding included.</param>
/// <param name="Tile">Lane groups of a tile.</param>
/// <param name="Inner">Inputs of an output that lie together.</param>
internal readonly record struct MatrixLayout(int Outputs, int Inputs, int Tile, int Inner)
{
    private const int Lanes = 16;

    /// <summary>Bytes of the matrix.</summary>
    public int Length => checked(Outputs * Inputs);

    /// <summary>Output by output, all inputs of it one behind the other; with <paramref name="transposed"/> input by input.</summary>
    public byte[] Lines(byte[] packed, bool transposed)
    {
        var lines = new byte[Length];
        ForEach(transposed, (line, place) => lines[line] = packed[place]);
        return lines;
    }

    /// <summary>The other way round.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="transposed">Whether a line is an input.</param>
    /// <param name="packed">Receives the matrix as kernels read it.</param>
    public void Pack(byte[] lines, bool transposed, byte[] packed) => ForEach(transposed, (line, place) => packed[place] = lines[line]);

    /// <summary>The sum of the weights of every output.</summary>
    public int[] Sums(byte[] packed)
    {
        var sums = new int[Outputs];
        var inputs = Inputs;
        ForEach(false, (line, place) => sums[line / inputs] += (sbyte)packed[place]);
        return sums;
    }

    public void Write(CodeWriter writer)
    {
        writer.Number(Outputs / Lanes);
        writer.Number(Inputs);
        writer.Number(Tile);
        writer.Number(Inner);
    }

    /// <exception cref="FormatException">It is no layout of at most <paramref name="room"/> bytes.</exception>
    public static MatrixLayout Read(CodeReader reader, int room)
    {
        var (groups, inputs, tile, inner) = (reader.Number(room / Lanes), reader.Number(room), reader.Number(room), reader.Number(room));
        var fits = groups > 0 && inputs > 0 && tile > 0 && inner > 0 && inputs % inner == 0 && (long)groups * Lanes * inputs <= room;
        return fits ? new MatrixLayout(groups * Lanes, inputs, Math.Min(tile, groups), inner) : throw CodeReader.Damaged("an unknown matrix");
    }

    private void ForEach(bool transposed, Action<int, int> visit)
    {
        var width = Lanes * Tile;
        for (var n = 0; n < Outputs; n++)
        {
            var start = n / width * width;
            var step = Math.Min(width, Outputs - start) * Inner;
            var first = (start * Inputs) + ((n - start) * Inner);
            for (var k = 0; k < Inputs; k++) visit(transposed ? (k * Outputs) + n : (n * Inputs) + k, first + (k / Inner * step) + (k % Inner));
        }
    }
}
