namespace CompressDsl.Core;

/// <summary>
/// A matrix of signed bytes of which many are zero: for every place whether it is zero, for the others which of the values that occur it is,
/// both as bits whose probabilities depend on what is near, as in DeepCABAC (Wiedemann et al. 2020).
/// </summary>
/// <remarks>
/// Places are coded line by line. Near are the places before in the line, the column in the lines before, and what is a stride before
/// or behind: the row above, where lines are pictures.
/// </remarks>
internal sealed class MatrixCode
{
    /// <summary>Lines and columns are told apart up to here: memory does not grow with what a damaged layout says.</summary>
    private const int Apart = 1024;

    private readonly int lines;
    private readonly int width;
    private readonly int stride;
    private readonly byte[] alphabet;
    private readonly int valueBits;
    private readonly int[] inColumn;
    private readonly byte[] places;
    private readonly BitMixer flags;
    private readonly BitMixer values;
    private readonly int[] flagContexts = new int[6];
    private readonly int[] valueContexts = new int[4];
    private int inLine;

    /// <param name="lines">Lines.</param>
    /// <param name="width">Places of a line.</param>
    /// <param name="stride">Distance of a further neighbour in a line.</param>
    /// <param name="alphabet">The values that occur, without 0.</param>
    public MatrixCode(int lines, int width, int stride, byte[] alphabet)
    {
        (this.lines, this.width, this.stride, this.alphabet) = (lines, width, stride, alphabet);
        while (1 << valueBits < alphabet.Length) valueBits++;
        inColumn = new int[width];
        places = new byte[lines * width];
        const int densities = Density.Count;
        flags = new BitMixer([densities * 8, densities * 64, densities * densities, width, densities * densities, densities * 32], densities);
        values = new BitMixer([1 << valueBits, 1 << (2 * valueBits), Apart << valueBits, Apart << valueBits], 1 << valueBits);
    }

    /// <summary>Codes the matrix, line by line, or gives the coded one.</summary>
    public byte[] Run(BitCoder coder, byte[] matrix)
    {
        var numbers = new int[256];
        for (var i = 0; i < alphabet.Length; i++) numbers[alphabet[i]] = i;
        var result = new byte[places.Length];
        for (var line = 0; line < lines; line++)
        {
            inLine = 0;
            for (var column = 0; column < width; column++)
            {
                var at = (line * width) + column;
                if (Flag(coder, matrix[at] != 0 ? 1 : 0, line, column) == 0) continue;
                var number = Value(coder, numbers[matrix[at]], line, column);
                result[at] = number < alphabet.Length ? alphabet[number] : throw CodeReader.Damaged("an unknown value");
                places[at] = (byte)(number + 1);
                inColumn[column]++;
                inLine++;
            }
        }

        return result;
    }

    private int Flag(BitCoder coder, int bit, int line, int column)
    {
        var (dense, left) = (Density.Of(inColumn[column], line), Density.Of(inLine, column));
        var near = Density.Of(InColumn(column - 1) + InColumn(column + 1) + InColumn(column - stride) + InColumn(column + stride), 4L * line);
        var (above, used) = (Used(line, column - stride), Used(line, column - 1));
        var pattern = used | (Used(line, column - 2) << 1) | (above << 2) | (Used(line, column - stride - 1) << 3)
            | (Used(line, column - stride + 1) << 4) | (Used(line, column - (2 * stride)) << 5);
        flagContexts[0] = (dense * 8) + Math.Min(7, line / 4);
        flagContexts[1] = (dense * 64) + pattern;
        flagContexts[2] = (dense * Density.Count) + left;
        flagContexts[3] = column;
        flagContexts[4] = (near * Density.Count) + left;
        flagContexts[5] = (left * 32) + (used * 16) + (above * 8) + (dense / 4);
        return flags.Code(coder, bit, flagContexts, dense);
    }

    private int Value(BitCoder coder, int number, int line, int column)
    {
        var before = Math.Max(0, (column > 0 ? places[(line * width) + column - 1] : 0) - 1);
        var node = 1;
        for (var b = valueBits - 1; b >= 0; b--)
        {
            valueContexts[0] = node;
            valueContexts[1] = (node << valueBits) | before;
            valueContexts[2] = (column % Apart << valueBits) | node;
            valueContexts[3] = (line % Apart << valueBits) | node;
            node = (node << 1) | values.Code(coder, (number >> b) & 1, valueContexts, node);
        }

        return node - (1 << valueBits);
    }

    private int InColumn(int column) => column >= 0 && column < width ? inColumn[column] : 0;

    private int Used(int line, int column) => column >= 0 && places[(line * width) + column] != 0 ? 1 : 0;
}
