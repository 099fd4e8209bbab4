using System.Globalization;
using CompressDsl.Core;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Finds quantised layers that are no faster than others would be, with what was measured on one thread of an AMD EPYC with AVX2 and of another one with
/// AVX-512, by <c>dotnet run -c Release --project tests/CompressDsl.Benchmarks -- breakeven</c> and <c>-- lowbit</c>.
/// </summary>
internal static class SlowGrids
{
    /// <summary>
    /// Largest layer, in weights, that was as fast in floats as in 8 bits with AVX2: 32 x 32 (0.95 times as fast in 8 bits; 64 x 64: 1.5 times). With
    /// AVX-512 it is 16 x 16 (0.5 times; 32 x 32: 1.2 times, 64 x 64: 1.6 times).
    /// </summary>
    public const int TooSmall = 32 * 32;

    /// <summary>Smallest square layer of those that were measured that was faster in 8 bits with both.</summary>
    public const int PaysFrom = 64;

    /// <summary>
    /// Time of 4-bit groups with float activations over that of 8-bit weights and activations, 1024 x 1024, AVX-512 (AVX2: 3.9). At 4096 x 4096, from
    /// memory, it is 1.0 with both.
    /// </summary>
    public const double FloatGroupsInCache = 2.5;

    /// <summary>The weights, and what was measured.</summary>
    /// <param name="recipe">What the build does.</param>
    public static IEnumerable<(string Weight, string Why)> Of(Recipe recipe)
    {
        var quantized = recipe.Weights.Where(w => w is { Kind: WeightKind.Matrix, IsQuantized: true }).ToList();
        foreach (var weight in quantized)
        {
            var kernel = KernelOf(recipe, weight);
            if (kernel.EndsWith("-groups-weights", StringComparison.Ordinal)) yield return (weight.Key, FloatGroups);
            else if (weight.Bits < BitsInTheSameTime(weight, kernel) && weight.GroupSize == 0) yield return (weight.Key, AsBytes(weight, kernel));
        }

        // In a larger network a small layer shares the grids of its neighbours.
        if (quantized.Any(w => w.Count > TooSmall) || recipe.Weights.Any(w => w.Kind == WeightKind.Table)) yield break;
        foreach (var weight in quantized.Where(w => KernelOf(recipe, w) == "int8"))
        {
            yield return (weight.Key,
                $"layers of up to 32 x 32 were as fast in floats with AVX2, of up to 16 x 16 with AVX-512; 8 bits were faster from {Text(PaysFrom)} x {Text(PaysFrom)} on");
        }
    }

    private static string FloatGroups =>
        $"groups with float activations took {Text(FloatGroupsInCache)} times as long as 8-bit weights and activations at 1024 x 1024 and "
        + "as long at 4096 x 4096 from memory; what they save is memory, and Mode = QuantizationMode.Dynamic saves it too and is faster";

    // Symmetric weights of 7 and 6 bits are proved to fit into plain and chained products of 16 bits: -- bits.
    private static int BitsInTheSameTime(WeightRecipe weight, string kernel) =>
        !kernel.StartsWith("int8", StringComparison.Ordinal) ? 0
        : kernel == "int8-weights" || weight is { HasCodebook: true } or { Grid.IsAsymmetric: true } ? 8
        : 6;

    private static string AsBytes(WeightRecipe weight, string kernel)
    {
        // Groups are there for linear layers, whose weights are multiplied in the order in which they are stored.
        var hasNibbles = weight is { Bits: 2 or 3 or 4, Order: null, HasCodebook: false };
        return $"{Text(weight.Bits)}-bit weights have no kernel of their own: they are stored in as many bits and multiplied as bytes, no faster than {Text(BitsInTheSameTime(weight, kernel))} bits"
            + (hasNibbles ? "; with GroupSize nibbles are multiplied" : "");
    }

    private static string KernelOf(Recipe recipe, WeightRecipe weight) => recipe.Layers.FirstOrDefault(l => l.Keys.Contains(weight.Key))?.Kernel ?? "";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
