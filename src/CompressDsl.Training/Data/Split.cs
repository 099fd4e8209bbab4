using System.Text;

namespace CompressDsl.Training;

/// <summary>Divides data sets.</summary>
/// <example><code>
/// var parts = Split.Shuffled(data, seed: 1, train: 0.7, validation: 0.1);              // the rest is for the test
/// var stable = Split.ByHash(data, i => texts[i], train: 0.7, validation: 0.1);         // a text stays in its part for ever
/// </code></example>
public static class Split
{
    /// <summary>Divides at random; the sizes are exact (rounded to whole samples).</summary>
    /// <param name="source">The whole data set.</param>
    /// <param name="seed">Decides who goes where.</param>
    /// <param name="train">Share for training, 0 to 1.</param>
    /// <param name="validation">Share for validation; what is left is for the test.</param>
    public static DatasetSplit Shuffled(IDataset source, ulong seed, double train, double validation)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckShares(train, validation);
        var order = Shuffle.Order(source.Count, seed, 0);
        var first = (int)Math.Round(train * source.Count);
        var second = Math.Min(source.Count, first + (int)Math.Round(validation * source.Count));
        return Parts(source, order[..first], order[first..second], order[second..]);
    }

    /// <summary>Divides by a stable hash of each sample's key: the part does not depend on the other samples, nor on machine or version.</summary>
    /// <param name="source">The whole data set.</param>
    /// <param name="key">The key of a sample, e.g. its text.</param>
    /// <param name="train">Share for training, 0 to 1.</param>
    /// <param name="validation">Share for validation; what is left is for the test.</param>
    public static DatasetSplit ByHash(IDataset source, Func<int, string> key, double train, double validation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(key);
        CheckShares(train, validation);
        List<int> first = [], second = [], third = [];
        for (var i = 0; i < source.Count; i++)
        {
            var place = Fraction(key(i));
            (place < train ? first : place < train + validation ? second : third).Add(i);
        }

        return Parts(source, [.. first], [.. second], [.. third]);
    }

    /// <summary>A number in [0, 1) that depends on the text alone (FNV-1a over UTF-8, mixed).</summary>
    public static double Fraction(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = (hash ^ b) * 0x100000001B3;
        return (CounterRandom.Bits(hash, 0, 0) >> 11) * (1.0 / (1UL << 53));
    }

    private static DatasetSplit Parts(IDataset source, int[] train, int[] validation, int[] test) =>
        new(new Subset(source, train), new Subset(source, validation), new Subset(source, test));

    private static void CheckShares(double train, double validation)
    {
        if (!(train >= 0 && validation >= 0 && train + validation <= 1 + 1e-9))
        {
            throw new ArgumentException($"Shares must not be negative nor exceed 1 together: train {train}, validation {validation}.");
        }
    }
}
