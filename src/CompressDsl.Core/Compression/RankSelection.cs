namespace CompressDsl.Core;

/// <summary>The k-th smallest of many numbers, in linear time.</summary>
internal static class RankSelection
{
    private const int Digit = 8;

    /// <summary>The number of rank <paramref name="rank"/> (0 = smallest) among all non-negative numbers of <paramref name="lists"/>.</summary>
    public static int Find(IReadOnlyList<int[]> lists, long rank)
    {
        var prefix = 0;
        for (var shift = 32 - Digit; shift >= 0; shift -= Digit)
        {
            var counts = Count(lists, prefix, shift);
            var digit = 0;
            while (rank >= counts[digit]) rank -= counts[digit++];
            prefix |= digit << shift;
        }

        return prefix;
    }

    private static long[] Count(IReadOnlyList<int[]> lists, int prefix, int shift)
    {
        var counts = new long[1 << Digit];
        var decided = shift + Digit == 32 ? 0 : -1 << (shift + Digit);
        foreach (var list in lists)
        {
            foreach (var value in list)
            {
                if ((value & decided) == prefix) counts[(value >> shift) & ((1 << Digit) - 1)]++;
            }
        }

        return counts;
    }
}
