namespace CompressDsl.Core;

/// <summary>
/// Numbers of 1, 2 or 4 bytes, taken as they are or as differences to the one before (what rises, like the places of blocks, has small
/// ones); their first, second, ... bytes are coded as planes of their own.
/// </summary>
internal static class PlanesCode
{
    /// <summary>A segment of planes begins with a byte up to this one.</summary>
    public const int LastWay = 7;

    private const int DifferencesBit = 4;
    private const int Sample = 1 << 16;

    private static readonly (int Bits, bool Differences)[] Ways = [(0, false), (0, true), (1, false), (1, true), (2, false), (2, true)];

    /// <summary>Writes the way that takes least and the planes.</summary>
    public static void Write(CodeWriter writer, byte[] bytes)
    {
        // The beginning is enough to choose by.
        var sample = bytes.Length <= Sample ? bytes : bytes.Take(Sample).ToArray();
        var best = Ways.Where(w => bytes.Length % (1 << w.Bits) == 0).OrderBy(w => Planes(sample, w).Sum(PlaneCode.Cost)).First();
        writer.Byte(best.Bits | (best.Differences ? DifferencesBit : 0));
        foreach (var plane in Planes(bytes, best)) PlaneCode.Write(writer, plane);
    }

    /// <param name="reader">The code behind the way.</param>
    /// <param name="way">The way.</param>
    /// <param name="length">Bytes of the segment.</param>
    /// <exception cref="FormatException">It is no segment.</exception>
    public static byte[] Read(CodeReader reader, int way, int length)
    {
        var (bits, differences) = (way & 3, (way & DifferencesBit) != 0);
        if (bits == 3 || length % (1 << bits) != 0) throw CodeReader.Damaged("an unknown segment");
        var (step, result) = (1 << bits, new byte[length]);
        for (var p = 0; p < step; p++)
        {
            var plane = PlaneCode.Read(reader, length / step);
            for (var i = 0; i < plane.Length; i++) result[(i * step) + p] = plane[i];
        }

        if (differences) Change(result, step, adds: true);
        return result;
    }

    private static byte[][] Planes(byte[] bytes, (int Bits, bool Differences) way)
    {
        var step = 1 << way.Bits;
        var values = (byte[])bytes.Clone();
        if (way.Differences) Change(values, step, adds: false);
        return Enumerable.Range(0, step).Select(p =>
        {
            var plane = new byte[values.Length / step];
            for (var i = 0; i < plane.Length; i++) plane[i] = values[(i * step) + p];
            return plane;
        }).ToArray();
    }

    // Little-endian numbers modulo 2^(8 * step): every number becomes its difference to the one before, or the other way round.
    private static void Change(byte[] values, int step, bool adds)
    {
        var before = 0u;
        for (var at = 0; at < values.Length; at += step)
        {
            var value = 0u;
            for (var b = step - 1; b >= 0; b--) value = (value << 8) | values[at + b];
            var changed = adds ? value + before : value - before;
            before = adds ? changed : value;
            for (var b = 0; b < step; b++) values[at + b] = (byte)(changed >> (8 * b));
        }
    }
}
