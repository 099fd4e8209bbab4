namespace CompressDsl.Core;

/// <summary>
/// Whether the plain 8-bit multiply-add (<c>vpmaddubsw</c>: two products of an unsigned and a signed byte, summed in 16 bits with
/// saturation) could ever saturate on these weights, whatever the activations.
/// </summary>
/// <param name="WorstPair">Largest |sum of the weights of one sign| over all pairs of neighbours; up to 128 nothing saturates.</param>
/// <param name="PairsAtRisk">Number of pairs above that.</param>
public sealed record SaturationProof(int WorstPair, int PairsAtRisk)
{
    // 255 * 128 = 32640 fits into 16 bits, 255 * 129 = 32895 does not.
    private const int Safe = 128;

    /// <summary>Whether some activations make the plain instruction saturate.</summary>
    public bool CanSaturate => PairsAtRisk > 0;

    /// <summary>The facts for a matrix of <paramref name="columns"/> inputs, pairs counted from the start of each row.</summary>
    public static SaturationProof Of(sbyte[] weights, int columns)
    {
        var worst = 0;
        var atRisk = 0;
        for (var start = 0; columns > 0 && start < weights.Length; start += columns)
        {
            for (var i = start; i < start + columns; i += 2)
            {
                int first = weights[i];
                int second = i + 1 < start + columns ? weights[i + 1] : 0;
                var pair = Math.Max(Math.Max(first, 0) + Math.Max(second, 0), Math.Max(-first, 0) + Math.Max(-second, 0));
                worst = Math.Max(worst, pair);
                if (pair > Safe) atRisk++;
            }
        }

        return new SaturationProof(worst, atRisk);
    }

    /// <summary>The facts in one sentence, for the report.</summary>
    public override string ToString() => CanSaturate
        ? $"{InvariantText.Of(PairsAtRisk)} pairs of weights could saturate vpmaddubsw (worst {InvariantText.Of(WorstPair)}, safe to {Safe}): exact kernels only"
        : $"no pair of weights can saturate vpmaddubsw (worst {InvariantText.Of(WorstPair)}, safe to {Safe})";
}
