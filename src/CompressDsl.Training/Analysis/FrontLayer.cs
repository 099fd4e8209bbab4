using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>A layer on its way to fewer bits and more zeros.</summary>
internal sealed class FrontLayer
{
    // Of two changes that cost nothing the one that saves more goes first.
    private const double Nothing = 1e-9;

    private readonly WeightRecipe weight;
    private readonly TriedNetwork tried;
    private readonly string name;
    private readonly (int Bits, double Loss)[] bits;
    private readonly (double Sparsity, double Loss)[] zeros;
    private int bitsAt;
    private int zerosAt;

    public FrontLayer(int index, WeightRecipe weight, LayerAnalysis analysis, TriedNetwork tried)
    {
        (Index, this.weight, this.tried, name) = (index, weight, tried, analysis.Name);
        var values = tried.Original(index);
        var now = values.Count(v => v == 0) / (double)Math.Max(1, values.Length);
        double Loss(SensitivityPoint p) => Math.Max(0, p.Score.Loss - tried.Baseline.Loss);
        bits = [(32, 0), .. analysis.ByBits.OrderByDescending(p => p.Setting).Select(p => ((int)p.Setting, Loss(p)))];
        zeros = [(now, 0), .. analysis.BySparsity.Where(p => p.Setting > now).OrderBy(p => p.Setting).Select(p => (p.Setting, Loss(p)))];
    }

    /// <summary>Number of the weight in the plan.</summary>
    public int Index { get; }

    /// <summary>What the layer has now.</summary>
    public LayerSetting Setting => new(name, bits[bitsAt].Bits, zeros[zerosAt].Sparsity);

    /// <summary>Size of the layer's weights now.</summary>
    public long Bytes => BytesOf(bitsAt, zerosAt);

    /// <summary>Loss that the next change is expected to add, for each byte it saves; null where there is none.</summary>
    /// <param name="fewerBits">Fewer bits; else more zeros.</param>
    public double? Price(bool fewerBits)
    {
        var (nextBits, nextZeros) = fewerBits ? (bitsAt + 1, zerosAt) : (bitsAt, zerosAt + 1);
        if (nextBits == bits.Length || nextZeros == zeros.Length) return null;
        var saved = Bytes - BytesOf(nextBits, nextZeros);
        if (saved <= 0) return null;
        var added = bits[nextBits].Loss + zeros[nextZeros].Loss - bits[bitsAt].Loss - zeros[zerosAt].Loss;
        return (Math.Max(0, added) + Nothing) / saved;
    }

    /// <summary>Makes the change; says it in words.</summary>
    public string Take(bool fewerBits)
    {
        if (fewerBits) bitsAt++;
        else zerosAt++;
        tried.Compress(Index, bits[bitsAt].Bits, zerosAt == 0 ? 0 : zeros[zerosAt].Sparsity);
        return fewerBits ? $"{name}: {bits[bitsAt].Bits} bits" : FormattableString.Invariant($"{name}: {100 * zeros[zerosAt].Sparsity:0.#} % zeros");
    }

    private long BytesOf(int b, int z)
    {
        var (width, share) = (bits[b].Bits, zeros[z].Sparsity);
        var scales = width < 32 ? 4L * (weight.Kind == WeightKind.Table ? weight.Columns : weight.Rows) : 0;
        var code = weight.Count * (((1 - share) * width) + Entropy(share)) / 8;
        // Without many zeros their places are not worth a code.
        return scales + (long)Math.Ceiling(Math.Min(code, weight.Count * (double)width / 8));
    }

    private static double Entropy(double share) => share is <= 0 or >= 1 ? 0 : -(share * Math.Log2(share)) - ((1 - share) * Math.Log2(1 - share));
}
