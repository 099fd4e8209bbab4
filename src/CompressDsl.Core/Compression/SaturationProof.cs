namespace CompressDsl.Core;

/// <summary>
/// How far 16 bits carry the plain 8-bit multiply-add (<c>vpmaddubsw</c>: two products of an unsigned and a signed byte, summed in 16 bits with
/// saturation) on these weights, whatever the activations.
/// </summary>
/// <param name="WorstPair">Largest |sum of the weights of one sign| over all pairs of neighbours.</param>
/// <param name="PairsAtRisk">Number of pairs above <paramref name="Safe"/>.</param>
/// <param name="WorstTwo">The same over any two pairs of an output together, so that it does not matter which of them meet.</param>
/// <param name="Safe">Up to this nothing saturates: what fits into 16 bits, divided by the largest activation.</param>
public sealed record SaturationProof(int WorstPair, int PairsAtRisk, int WorstTwo, int Safe)
{
    /// <summary>Whether some activations make the plain instruction saturate.</summary>
    public bool CanSaturate => PairsAtRisk > 0;

    /// <summary>How many sums of two products can be added in 16 bits: 0 (not even one is safe), 1 or 2.</summary>
    public int Chain => CanSaturate ? 0 : WorstTwo > Safe ? 1 : 2;

    /// <summary>The facts for a matrix of <paramref name="columns"/> inputs.</summary>
    /// <param name="weights">Row by row.</param>
    /// <param name="columns">Inputs of a row.</param>
    /// <param name="run">Pairs are counted from the start of every so many inputs; 0 for the start of the row.</param>
    /// <param name="highest">The largest activation.</param>
    public static SaturationProof Of(sbyte[] weights, int columns, int run = 0, int highest = ActivationGrid.Max)
    {
        var (worst, atRisk, worstTwo, safe) = (0, 0, 0, short.MaxValue / highest);
        for (var start = 0; columns > 0 && start < weights.Length; start += columns)
        {
            var (above, below) = (default(Largest), default(Largest));
            for (var i = start; i < start + columns;)
            {
                var end = start + (run == 0 ? columns : Math.Min(columns, ((i - start) / run * run) + run));
                int first = weights[i];
                int second = i + 1 < end ? weights[i + 1] : 0;
                above = above.With(Math.Max(first, 0) + Math.Max(second, 0));
                below = below.With(Math.Max(-first, 0) + Math.Max(-second, 0));
                if (Math.Max(first, 0) + Math.Max(second, 0) > safe || Math.Max(-first, 0) + Math.Max(-second, 0) > safe) atRisk++;
                i = Math.Min(i + 2, end);
            }

            worst = Math.Max(worst, Math.Max(above.First, below.First));
            worstTwo = Math.Max(worstTwo, Math.Max(above.First + above.Second, below.First + below.Second));
        }

        return new SaturationProof(worst, atRisk, worstTwo, safe);
    }

    /// <summary>The facts in one sentence, for the report.</summary>
    public override string ToString() => Chain switch
    {
        0 => $"exact kernel: {InvariantText.Of(PairsAtRisk)} pairs of weights could saturate vpmaddubsw (worst {InvariantText.Of(WorstPair)}, safe to {InvariantText.Of(Safe)})",
        1 => $"plain 16-bit kernel: no pair of weights can saturate vpmaddubsw (worst {InvariantText.Of(WorstPair)}, safe to {InvariantText.Of(Safe)})",
        _ => $"16-bit chains of two: no two pairs of an output's weights can saturate 16 bits (worst {InvariantText.Of(WorstTwo)}, safe to {InvariantText.Of(Safe)})",
    };

    private readonly record struct Largest(int First, int Second)
    {
        public Largest With(int value) => value > First ? new(value, First) : value > Second ? new(First, value) : this;
    }
}
