namespace CompressDsl.Core;

/// <summary>
/// The few values that the weights of a tensor share: levels of the 8-bit grid found by k-means (Han et al. 2016, "Deep Compression"). Levels
/// are integers, so that the 8-bit kernels multiply them; 0 is always one, so that pruned weights stay pruned.
/// </summary>
/// <remarks>
/// The clusters are those of the numbers of weights on each of the 255 places of the grid, so that they depend on neither the order of the
/// weights nor the number of threads, and are cheap enough to be found at every step of training. They start at equal distances between
/// the smallest and the largest weight, as the paper finds best.
/// </remarks>
/// <example><code>
/// var levels = Codebook.Of(Codebook.Count(integers), bits: 4);           // at most 16 of -127..127
/// Codebook.Apply(integers, levels);
/// </code></example>
public static class Codebook
{
    /// <summary>Places of the 8-bit grid, -127 to 127.</summary>
    public const int Places = 255;

    private const int Zero = 127;
    private const int MostRounds = 64;

    /// <summary>How many weights lie on each place of the grid, -127 first.</summary>
    public static int[] Count(sbyte[] quantized)
    {
        if (quantized is null) throw new ArgumentNullException(nameof(quantized));
        var counts = new int[Places];
        foreach (var q in quantized) counts[q + Zero]++;
        return counts;
    }

    /// <summary>The levels, ascending: at most 2^<paramref name="bits"/>.</summary>
    /// <param name="counts">See <see cref="Count"/>.</param>
    /// <param name="bits">2 to 7.</param>
    public static sbyte[] Of(int[] counts, int bits)
    {
        if (counts is not { Length: Places }) throw new ArgumentException("There must be a count for every place of the grid.");
        if (bits is < 2 or > 7) throw new ArgumentException($"A codebook has 2 to 7 bits, not {bits}.");
        var used = Enumerable.Range(0, Places).Where(p => p != Zero && counts[p] > 0).Select(p => p - Zero).ToArray();
        var free = (1 << bits) - 1;
        if (used.Length <= free) return Levels(used.Select(q => (double)q));
        var centres = new double[free];
        for (var i = 0; i < free; i++) centres[i] = used[0] + ((double)(used[used.Length - 1] - used[0]) * i / (free - 1));
        for (var round = 0; round < MostRounds && Move(centres, used, counts); round++)
        {
        }

        return Levels(centres);
    }

    /// <summary>For every place of the grid, -127 first, the nearest level; of two as near the one nearer to 0.</summary>
    /// <param name="levels">Ascending, with 0.</param>
    public static sbyte[] Table(sbyte[] levels)
    {
        if (levels is null || levels.Length == 0) throw new ArgumentException("A codebook has levels.");
        var table = new sbyte[Places];
        for (var p = 0; p < Places; p++)
        {
            var q = p - Zero;
            table[p] = levels.Aggregate((best, l) => Distance(l, q) < Distance(best, q) || (Distance(l, q) == Distance(best, q) && Math.Abs((int)l) < Math.Abs((int)best)) ? l : best);
        }

        return table;
    }

    /// <summary>Replaces every integer by its nearest level.</summary>
    public static void Apply(sbyte[] quantized, sbyte[] levels)
    {
        if (quantized is null) throw new ArgumentNullException(nameof(quantized));
        var table = Table(levels);
        for (var i = 0; i < quantized.Length; i++) quantized[i] = table[quantized[i] + Zero];
    }

    private static int Distance(int a, int b) => Math.Abs(a - b);

    /// <summary>One round of Lloyd's algorithm; the cluster around 0 has no centre to move. Answers whether a centre moved.</summary>
    private static bool Move(double[] centres, int[] used, int[] counts)
    {
        var (sums, numbers) = (new long[centres.Length], new long[centres.Length]);
        foreach (var q in used)
        {
            var nearest = -1;
            var distance = (double)Math.Abs(q);
            for (var i = 0; i < centres.Length; i++)
            {
                if (Math.Abs(q - centres[i]) is var d && d < distance) (nearest, distance) = (i, d);
            }

            if (nearest < 0) continue;
            sums[nearest] += (long)q * counts[q + Zero];
            numbers[nearest] += counts[q + Zero];
        }

        var moved = false;
        for (var i = 0; i < centres.Length; i++)
        {
            if (numbers[i] == 0) continue;
            var mean = (double)sums[i] / numbers[i];
            moved |= mean != centres[i];
            centres[i] = mean;
        }

        return moved;
    }

    private static sbyte[] Levels(IEnumerable<double> centres) =>
        centres.Select(c => (sbyte)Math.Round(c)).Append((sbyte)0).Distinct().OrderBy(l => l).ToArray();
}
