namespace CompressDsl.Core;

/// <summary>Bytes of which many may be zero: either all of them, or the runs of zeros and the bytes between, each as a <see cref="SymbolCode"/>.</summary>
internal static class PlaneCode
{
    private const int All = 0;
    private const int Runs = 1;

    /// <summary>A run of so many zeros goes on in the next symbol.</summary>
    private const int Longest = 255;

    public static void Write(CodeWriter writer, byte[] plane)
    {
        var (runs, values) = Split(plane);
        if (CostOf(plane, runs, values) is var (all, split) && all <= split)
        {
            writer.Byte(All);
            SymbolCode.Write(writer, plane);
            return;
        }

        writer.Byte(Runs);
        writer.Number(values.Length);
        writer.Number(runs.Length);
        SymbolCode.Write(writer, runs);
        SymbolCode.Write(writer, values);
    }

    /// <summary>About as many bytes as <see cref="Write"/> writes.</summary>
    public static long Cost(byte[] plane)
    {
        var (runs, values) = Split(plane);
        var (all, split) = CostOf(plane, runs, values);
        return 1 + Math.Min(all, split);
    }

    /// <exception cref="FormatException">They are no code of <paramref name="count"/> bytes.</exception>
    public static byte[] Read(CodeReader reader, int count)
    {
        var kind = reader.Byte();
        if (kind == All) return SymbolCode.Read(reader, count);
        if (kind != Runs) throw CodeReader.Damaged("an unknown plane");
        var used = reader.Number(count);
        // A symbol of a run is a value's last one or stands for 255 zeros.
        var runs = SymbolCode.Read(reader, reader.Number(used + (count / Longest)));
        var values = SymbolCode.Read(reader, used);
        return Join(runs, values, count);
    }

    private static byte[] Join(byte[] runs, byte[] values, int count)
    {
        var plane = new byte[count];
        var (at, next) = (0, 0);
        foreach (var value in values)
        {
            int run;
            do
            {
                if (next == runs.Length) throw CodeReader.Damaged("runs do not add up");
                run = runs[next++];
                at += run;
                if (at >= count) throw CodeReader.Damaged("a run is too long");
            }
            while (run == Longest);
            plane[at++] = value;
        }

        return next == runs.Length ? plane : throw CodeReader.Damaged("runs do not add up");
    }

    private static (byte[] Runs, byte[] Values) Split(byte[] plane)
    {
        var (runs, values, run) = (new List<byte>(), new List<byte>(), 0);
        foreach (var value in plane)
        {
            if (value == 0)
            {
                run++;
                continue;
            }

            for (; run >= Longest; run -= Longest) runs.Add(Longest);
            runs.Add((byte)run);
            values.Add(value);
            run = 0;
        }

        return (runs.ToArray(), values.ToArray());
    }

    private static (long All, long Split) CostOf(byte[] plane, byte[] runs, byte[] values) => (
        SymbolCode.Cost(SymbolCode.Counts(plane)), SymbolCode.Cost(SymbolCode.Counts(runs)) + SymbolCode.Cost(SymbolCode.Counts(values)) + 4);
}
