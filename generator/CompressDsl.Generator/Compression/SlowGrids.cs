using System.Globalization;
using CompressDsl.Core;

namespace CompressDsl.Generator.Compressing;

/// <summary>Finds quantised layers that are no faster than others would be, with what was measured (AVX2, one thread).</summary>
internal static class SlowGrids
{
    /// <summary>
    /// Largest layer, in weights, that was as fast in floats as in 8 bits: 32 x 32 (0.95 times as fast in 8 bits; 64 x 64: 1.5 times):
    /// <c>dotnet run -c Release --project tests/CompressDsl.Benchmarks -- breakeven</c>.
    /// </summary>
    public const int TooSmall = 32 * 32;

    /// <summary>Smallest square layer of those that were measured that was faster in 8 bits.</summary>
    public const int PaysFrom = 64;

    /// <summary>
    /// Time of 4-bit groups with float activations over that of 8-bit weights and activations, 1024 x 1024:
    /// <c>dotnet run -c Release --project tests/CompressDsl.Benchmarks -- lowbit</c>.
    /// </summary>
    public const double FloatGroupsInCache = 6.4;

    /// <summary>The same, 4096 x 4096.</summary>
    public const double FloatGroupsInMemory = 1.7;

    /// <summary>The weights, and what was measured.</summary>
    /// <param name="recipe">What the build does.</param>
    public static IEnumerable<(string Weight, string Why)> Of(Recipe recipe)
    {
        var quantized = recipe.Weights.Where(w => w is { Kind: WeightKind.Matrix, IsQuantized: true }).ToList();
        foreach (var weight in quantized.Where(w => KernelOf(recipe, w).EndsWith("-groups-weights", StringComparison.Ordinal)))
        {
            yield return (weight.Key,
                $"groups with float activations took {Text(FloatGroupsInCache)} times as long as 8-bit weights and activations at 1024 x 1024, {Text(FloatGroupsInMemory)} times at 4096 x 4096; "
                + "what they save is memory, and Mode = QuantizationMode.Dynamic saves it too and is faster");
        }

        // In a larger network a small layer shares the grids of its neighbours.
        if (quantized.Any(w => w.Count > TooSmall) || recipe.Weights.Any(w => w.Kind == WeightKind.Table)) yield break;
        foreach (var weight in quantized.Where(w => KernelOf(recipe, w) == "int8"))
            yield return (weight.Key, $"layers of up to 32 x 32 are as fast in floats; 8 bits are faster from {Text(PaysFrom)} x {Text(PaysFrom)} on");
    }

    private static string KernelOf(Recipe recipe, WeightRecipe weight) => recipe.Layers.FirstOrDefault(l => l.Keys.Contains(weight.Key))?.Kernel ?? "";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
