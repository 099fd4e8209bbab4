namespace CompressDsl.Core;

/// <summary>Measures the layers of a compressed model.</summary>
/// <param name="context">The recipe and its weights.</param>
/// <param name="sections">Bytes of the sections as they are stored.</param>
internal sealed class LayerFactsReader(CompressionContext context, IReadOnlyList<int> sections)
{
    private static readonly string[] KeySettings = ["weight", "key", "bias"];

    private readonly HashSet<string> countedKeys = [];
    private readonly HashSet<int> countedSections = [];
    private (Section Section, SaturationProof Proof)[]? proofs;

    private (Section Section, SaturationProof Proof)[] Proofs => proofs ??= ChainsPacker.ProofsOf(context).ToArray();

    public EquatableArray<LayerFacts> Read() => new(context.Recipe.Layers.Select(Facts));

    private LayerFacts Facts(LayerPlan layer)
    {
        var all = context.Recipe.Weights.Where(w => layer.Keys.Contains(w.Key)).ToArray();
        var parameters = all.Where(w => countedKeys.Add(w.Key)).Sum(w => (long)w.Count);
        var matrices = all.Where(w => w.Kind is WeightKind.Matrix or WeightKind.Table).Select(w => context.Weight(w.Key)).ToArray();
        var weights = matrices.Sum(w => (long)w.Values.Length);
        return new LayerFacts(
            layer.Name,
            layer.Description,
            parameters,
            4 * parameters,
            BytesOf(layer),
            matrices.Length > 0 ? matrices.Min(w => w.Recipe.Bits) : layer.Kernel == LayerPlan.Table ? 8 : 32,
            weights == 0 ? 0 : (double)matrices.Sum(w => w.Zeros) / weights,
            layer.Macs,
            layer.Kernel,
            Note(all, matrices));
    }

    private long BytesOf(LayerPlan layer)
    {
        long bytes = 0;
        for (var i = 0; i < sections.Count; i++)
        {
            if (Belongs(context.Recipe.Sections[i], layer) && countedSections.Add(i)) bytes += sections[i];
        }

        return bytes;
    }

    private static bool Belongs(Section section, LayerPlan layer)
    {
        if (section.Kind == FunctionTablePacker.Name) return section.Find("layer") == layer.Name;
        if (section.Find("norm") is { } norm) return layer.Keys.Any(k => k.StartsWith(norm + ".", StringComparison.Ordinal));
        var key = KeySettings.Select(section.Find).FirstOrDefault(k => k is not null);
        return key is not null && layer.Keys.Contains(key);
    }

    private string Note(WeightRecipe[] all, PreparedWeight[] matrices)
    {
        var proven = Proofs.Where(p => matrices.Any(m => m.Recipe.Key == p.Section.Get("weight"))).Select(p => p.Proof.ToString()).Distinct();
        var folded = context.Recipe.Weights
            .Where(w => w.FoldedNorm is not null && all.Any(a => a.Key == w.FoldedNorm + ".running_mean"))
            .Select(w => $"folded into {w.Key}");
        var codebooks = matrices.Where(w => w.Recipe.HasCodebook).Select(w => $"codebook of {InvariantText.Of(w.NeedQuantized().Distinct().Count())} values on the 8-bit grid");
        var grids = matrices.Where(w => w.Recipe.IsQuantized).SelectMany(w => w.Recipe.Grid.Words(w.Recipe.Bits));
        var points = context.Recipe.Activations
            .Where(a => a.Bits < 8 && matrices.Any(w => a.Key.StartsWith(w.Recipe.Key.Substring(0, w.Recipe.Key.LastIndexOf('.') + 1) + "input", StringComparison.Ordinal)))
            .Select(a => $"{InvariantText.Of(a.Bits)}-bit activations").Distinct();
        var patterns = all.Select(w => w.PatternWords).Where(w => w is not null);
        return string.Join("; ", patterns.Concat(grids).Concat(proven).Concat(points).Concat(codebooks).Concat(folded));
    }
}
