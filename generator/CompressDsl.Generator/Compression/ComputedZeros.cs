using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>Finds the layers whose zeros the kernels do not leave out, or not wholly, and says what would pay.</summary>
internal static class ComputedZeros
{
    /// <summary>
    /// How much faster blocks of 16 x 4 were than the dense kernel, 1024 x 1024 with 8 bits (AVX2, one thread), at <see cref="FasterAt"/>:
    /// <c>dotnet run -c Release --project tests/CompressDsl.Benchmarks -- breakeven</c>.
    /// </summary>
    public const double Faster = 1.35;

    /// <summary>The smallest share of zeros that was measured.</summary>
    public const double FasterAt = 0.3;

    /// <summary>The weights, and why.</summary>
    /// <param name="graph">The network as its kernels were made from it.</param>
    /// <param name="program">Its kernels.</param>
    /// <param name="storage">How the model is stored.</param>
    public static IEnumerable<(string Weight, string Why)> Of(ModelGraph graph, KernelProgram program, StorageMode storage) =>
        from weight in program.Recipe.Weights
        where weight is { Kind: WeightKind.Matrix or WeightKind.Table, Sparsity: > 0 }
        let why = weight.Pattern == PrunePattern.Block16x4 ? Blocks(graph, program, weight) : Why(weight, IsLeftOut(program.Recipe, weight), storage)
        where why is not null
        select (weight.Key, why);

    private static bool IsLeftOut(Recipe recipe, WeightRecipe weight) =>
        recipe.Layers.Any(l => l.Keys.Contains(weight.Key) && l.Kernel.EndsWith("block16x4", StringComparison.Ordinal));

    private static string? Why(WeightRecipe weight, bool isLeftOut, StorageMode storage) => weight.Pattern switch
    {
        PrunePattern.Unstructured => $"single weights are not left out, {Size(storage)}; {WhatPays(weight)}",
        PrunePattern.NM =>
            $"{(weight.Scope is PruneScope.ErdosRenyi or PruneScope.Sensitivity ? "N" : Text(weight.Details.N))}:{Text(weight.Details.M)} runs in the dense kernel{Broken(weight)}; Pattern = PrunePattern.Block16x4 is left out",
        PrunePattern.Rows => "rows of zeros stay in the dense kernel; Pattern = PrunePattern.Channels takes them out",
        PrunePattern.Block8x4 when isLeftOut =>
            $"a vector of two blocks is left out where both are zero, about {Percent(weight.Sparsity * weight.Sparsity)} of them; Pattern = PrunePattern.Block16x4 is left out wholly",
        PrunePattern.Block8x4 => "it runs in the dense kernel",
        _ => null,
    };

    private static string Size(StorageMode storage) => storage == StorageMode.Small
        ? "only the stored model gets smaller"
        : "and only [Storage(StorageMode.Small)] makes the stored model smaller";

    private static string WhatPays(WeightRecipe weight) =>
        $"{(weight.IsQuantized ? "" : "with [Quantize], ")}Pattern = PrunePattern.Block16x4 is {Text(Faster)} times as fast at a share of {Text(FasterAt)} already (1024 x 1024)";

    private static string? Blocks(ModelGraph graph, KernelProgram program, WeightRecipe weight)
    {
        if (IsLeftOut(program.Recipe, weight)) return null;
        if (!weight.IsQuantized) return "layers of floats run in the dense kernel; with [Quantize] the blocks are left out";
        var kernels = program.Steps.OfType<DotPrimitive>().Where(d => IsOf(program.Recipe, d, weight)).ToList();
        if (kernels.Any(d => d.Format == DotFormat.WeightOnlyInt8)) return "float activations have the dense kernel alone; with Mode = QuantizationMode.Dynamic the blocks are left out";
        var pay = kernels.Select(d => d.BlocksPay).DefaultIfEmpty(Compression.BlocksPay).Min();
        if (pay > 1) return "its kernel has no whole blocks (groups of channels, holes in the window, rows of the window that are no multiple of 4 inputs)";
        var zeros = graph.Parameters.Select(n => (Parameter)n.Operator).First(p => p.Key == weight.Key).Compression.ZeroBlocks;
        return zeros == 0 ? null : $"below a share of {Text(pay)} the dense kernel is faster{(zeros is { } share ? $", and {Percent(share)} of its blocks are zero" : "")}";
    }

    private static bool IsOf(Recipe recipe, DotPrimitive dot, WeightRecipe weight) =>
        recipe.Sections.Any(s => s.Name == dot.Sections.Weights && s.Find("weight") == weight.Key);

    private static string Broken(WeightRecipe weight) => weight.ColumnChannels is null ? "" : ", and channels that the layers before lose break its groups apart";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
