namespace CompressDsl.Core;

/// <summary>
/// The probability of a bit from what was seen in several contexts, mixed by weights that are learned on the way (Mahoney 2005, "Adaptive
/// weighing of context models for lossless data compression"). Integers only: every machine finds the same probabilities.
/// </summary>
/// <param name="sizes">Number of contexts of each model.</param>
/// <param name="selectors">Sets of weights.</param>
internal sealed class BitMixer(int[] sizes, int selectors)
{
    private const int ProbabilityBits = 22;
    private const int MostSeen = 250;
    private const int Rate = 6;

    private readonly int[][] probabilities = sizes.Select(s => Enumerable.Repeat(1 << (ProbabilityBits - 1), s).ToArray()).ToArray();
    private readonly byte[][] seen = sizes.Select(s => new byte[s]).ToArray();
    private readonly int[] weights = Enumerable.Repeat((1 << 16) * 2 / (sizes.Length + 2), sizes.Length * selectors).ToArray();
    private readonly int[] odds = new int[sizes.Length];

    /// <summary>Codes a bit.</summary>
    /// <param name="coder">The coder.</param>
    /// <param name="bit">The bit, where it is known.</param>
    /// <param name="contexts">A context of each model.</param>
    /// <param name="selector">The set of weights.</param>
    public int Code(BitCoder coder, int bit, int[] contexts, int selector)
    {
        var first = selector * odds.Length;
        long sum = 0;
        for (var i = 0; i < odds.Length; i++)
        {
            odds[i] = Logistic.Stretch(probabilities[i][contexts[i]] >> (ProbabilityBits - 16));
            sum += (long)odds[i] * weights[first + i];
        }

        var probability = Logistic.Squash((int)(sum >> 16));
        bit = coder.Code(bit, probability);
        var error = ((bit << 16) - probability) >> 4;
        for (var i = 0; i < odds.Length; i++)
        {
            weights[first + i] += ((odds[i] * error * Rate) + (1 << 13)) >> 14;
            Learn(probabilities[i], seen[i], contexts[i], bit);
        }

        return bit;
    }

    private static void Learn(int[] probabilities, byte[] seen, int context, int bit)
    {
        probabilities[context] += 2 * ((bit << ProbabilityBits) - probabilities[context]) / ((2 * seen[context]) + 3);
        if (seen[context] < MostSeen) seen[context]++;
    }
}
