using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The network in plain words: one aligned line per layer.</summary>
internal static class NetworkWords
{
    public static IEnumerable<string> Of(ModelSource model)
    {
        foreach (var input in model.Inputs) yield return $"in   {input.PlainName}: {input.Words}";
        foreach (var line in Table(Rows(model))) yield return "     " + line;
        foreach (var output in model.Outputs) yield return $"out  {output.PlainName}: {output.Words}";
    }

    /// <summary>One computed line about the packed model, for the build output.</summary>
    public static string Summary(ModelSource model)
    {
        var name = model.Type.FullName;
        var macs = Literal.Grouped(model.Program.Recipe.Layers.Sum(l => l.Macs));
        var parameters = Literal.Grouped(model.Program.Recipe.Weights.Sum(w => (long)w.Count));
        if (model.Weights is not { } packed) return $"{name}: {parameters} parameters, {macs} MACs, no checkpoint";
        long before = packed.Layers.Sum(l => l.BytesBefore);
        long after = packed.Bytes.Length;
        var zeros = packed.Layers.Sum(l => l.Sparsity * l.Parameters) / Math.Max(1, packed.Layers.Sum(l => l.Parameters));
        var bits = string.Join("/", packed.Layers.Select(l => l.Bits).Distinct().OrderBy(b => b).Select(Literal.Of));
        return $"{name}: {parameters} parameters, {Literal.Grouped(before)} -> {Literal.Grouped(after)} bytes ({Ratio(before, after)}), {InMemory(packed)}"
            + $"{Percent(zeros)} zeros, {bits} bit, {macs} MACs";
    }

    private static string InMemory(CompressedModel packed) => packed.IsStored ? $"{Literal.Grouped(packed.Loaded.Length)} in memory, " : "";

    private static IEnumerable<string[]> Rows(ModelSource model)
    {
        if (model.Weights is { } packed)
        {
            return packed.Layers.Select(l => new[]
            {
                l.Name, l.Description, l.Bits == 32 ? "float" : $"{Literal.Of(l.Bits)} bit", $"{Percent(l.Sparsity)} zeros",
                $"{Literal.Grouped(l.BytesBefore)} -> {Literal.Grouped(l.BytesAfter)} bytes", l.Kernel, l.Note,
            });
        }

        var weights = model.Program.Recipe.Weights.ToDictionary(w => w.Key);
        return model.Program.Recipe.Layers.Select(l => new[] { l.Name, l.Description, Asked(l, weights), l.Kernel });
    }

    private static string Asked(LayerPlan layer, Dictionary<string, WeightRecipe> weights)
    {
        if (layer.Kernel == LayerPlan.Table) return "8 bit";
        var main = layer.Keys.Select(k => weights[k]).OrderByDescending(w => w.Count).First();
        var bits = main.IsQuantized ? $"{Literal.Of(main.Bits)} bit" : "float";
        var pattern = main.PatternWords is { } words ? $" ({words})" : "";
        return main.Sparsity > 0 ? $"{bits}, {Percent(main.Sparsity)} zeros asked{pattern}" : bits;
    }

    private static IEnumerable<string> Table(IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return [];
        var widths = Enumerable.Range(0, all.Max(r => r.Length)).Select(c => all.Max(r => c < r.Length ? r[c].Length : 0)).ToArray();
        return all.Select(r => string.Join("  ", r.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
    }

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Ratio(long before, long after) => ((double)before / Math.Max(1, after)).ToString("0.0", CultureInfo.InvariantCulture) + "x";
}
