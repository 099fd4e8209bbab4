namespace CompressDsl.Core;

/// <summary>
/// A segment of few numbers of 32 bits, each as what it is more than expected: { byte expectation; [byte zeroPoint]; codeBytes; code }.
/// Biases come twice (see <see cref="DotBiasPacker"/>), with multiples of the sums of the weights.
/// </summary>
internal static class NumberSegment
{
    private const int MostBytes = 1 << 16;
    private const int Nothing = 0;
    private const int TheOneBefore = 1;
    private const int Biases = 2;
    private const int Offset = 128;

    /// <summary>Whether a segment of this length is tried.</summary>
    public static bool Fits(int length) => length % 4 == 0 && length <= MostBytes;

    /// <param name="writer">Receives the segment.</param>
    /// <param name="bytes">The numbers.</param>
    /// <param name="sums">Sums of the outputs of the last matrix.</param>
    public static void Write(CodeWriter writer, byte[] bytes, int[] sums)
    {
        var numbers = Enumerable.Range(0, bytes.Length / 4).Select(i => LittleEndian.ReadInt32(bytes, 4 * i)).ToArray();
        var ways = new List<(int Way, int ZeroPoint)> { (Nothing, 0), (TheOneBefore, 0) };
        if (numbers.Length == 2 * sums.Length) ways.Add((Biases, ZeroPoint(numbers, sums)));
        var (way, code) = ways.Select(w => (Way: w, Code: Code(numbers, w, sums))).OrderBy(c => c.Code.Length).First();
        writer.Byte(way.Way);
        if (way.Way == Biases) writer.Byte(way.ZeroPoint);
        writer.Number(code.Length);
        writer.Bytes(code);
    }

    /// <exception cref="FormatException">It is no segment.</exception>
    public static byte[] Read(CodeReader reader, int length, int[] sums)
    {
        var kind = reader.Byte();
        if (length % 4 != 0 || kind > Biases || (kind == Biases && length != 8L * sums.Length)) throw CodeReader.Damaged("unknown numbers");
        var way = (kind, kind == Biases ? reader.Byte() : 0);
        var decoder = new BitDecoder(reader.Bytes(reader.Number(int.MaxValue)));
        var (numbers, code, bytes) = (new int[length / 4], new NumberCode(), new byte[length]);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = unchecked(Expected(numbers, i, way, sums) + code.Run(decoder, 0));
            LittleEndian.Put(bytes, 4 * i, numbers[i]);
        }

        return bytes;
    }

    private static byte[] Code(int[] numbers, (int, int) way, int[] sums)
    {
        var (encoder, code) = (new BitEncoder(), new NumberCode());
        for (var i = 0; i < numbers.Length; i++) code.Run(encoder, unchecked(numbers[i] - Expected(numbers, i, way, sums)));
        return encoder.Finish();
    }

    private static int Expected(int[] numbers, int i, (int Kind, int ZeroPoint) way, int[] sums) => way.Kind switch
    {
        TheOneBefore => i > 0 ? numbers[i - 1] : 0,
        Biases when i < sums.Length => -way.ZeroPoint * sums[i],
        Biases => unchecked(numbers[i - sums.Length] + (Offset * sums[i - sums.Length])),
        _ => 0,
    };

    /// <summary>The zero point of the activations with which the biases are smallest.</summary>
    private static int ZeroPoint(int[] biases, int[] sums) => Enumerable.Range(0, ActivationGrid.Max + 1)
        .OrderBy(z => sums.Select((s, i) => Math.Abs(biases[i] + ((long)z * s))).Sum()).First();
}
