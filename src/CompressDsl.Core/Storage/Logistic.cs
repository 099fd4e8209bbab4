namespace CompressDsl.Core;

/// <summary>
/// Probabilities in 65536ths and their log odds in 256ths, from -8 to 8. The tables are made with decimal arithmetic, which is the same on
/// every machine.
/// </summary>
internal static class Logistic
{
    /// <summary>Largest log odds.</summary>
    public const int Limit = 2047;

    // e to the power of 1/256.
    private const decimal Step = 1.0039138893383475734436096m;

    private static readonly ushort[] Probabilities = MakeProbabilities();

    private static readonly short[] Odds = MakeOdds();

    /// <summary>The probability, 1 to 65535, of log odds.</summary>
    public static int Squash(int odds) => Probabilities[Math.Min(Limit, Math.Max(-Limit, odds)) + Limit];

    /// <summary>The log odds of a probability in 65536ths.</summary>
    public static int Stretch(int probability) => Odds[probability >> 4];

    private static ushort[] MakeProbabilities()
    {
        var table = new ushort[(2 * Limit) + 1];
        var power = 1m;
        for (var odds = 0; odds <= Limit; odds++, power *= Step)
        {
            table[Limit + odds] = (ushort)decimal.Truncate(65536m * power / (power + 1m));
            table[Limit - odds] = (ushort)(65536 - table[Limit + odds]);
        }

        return table;
    }

    private static short[] MakeOdds()
    {
        var table = new short[4096];
        var odds = -Limit;
        for (var i = 0; i < table.Length; i++)
        {
            while (odds < Limit && Probabilities[odds + Limit] < (i << 4) + 8) odds++;
            table[i] = (short)odds;
        }

        return table;
    }
}
