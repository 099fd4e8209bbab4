namespace CompressDsl.Core;

/// <summary>The k-th smallest of many numbers, in linear time.</summary>
internal static class RankSelection
{
    private const int Digit = 8;
    private const uint Sign = 0x80000000;

    /// <summary>Floats as integers in the same order; in place of every number its bits, those of negative ones turned around.</summary>
    public static uint[] Ordered(float[] values)
    {
        var bits = LittleEndian.BitsOfFloats(values);
        var result = new uint[bits.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            var own = unchecked((uint)bits[i]);
            result[i] = (own & Sign) != 0 ? ~own : own | Sign;
        }

        return result;
    }

    /// <summary>The number of rank <paramref name="rank"/> (0 = smallest) among all numbers of <paramref name="lists"/>.</summary>
    public static uint Find(IReadOnlyList<uint[]> lists, long rank)
    {
        var prefix = 0u;
        for (var shift = 32 - Digit; shift >= 0; shift -= Digit)
        {
            var counts = Count(lists, prefix, shift);
            var digit = 0;
            while (rank >= counts[digit]) rank -= counts[digit++];
            prefix |= (uint)digit << shift;
        }

        return prefix;
    }

    private static long[] Count(IReadOnlyList<uint[]> lists, uint prefix, int shift)
    {
        var counts = new long[1 << Digit];
        var decided = shift + Digit == 32 ? 0 : uint.MaxValue << (shift + Digit);
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
