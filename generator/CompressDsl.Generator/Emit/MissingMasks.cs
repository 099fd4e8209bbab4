using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Finds weights whose criterion or scope needs data, where the checkpoint has no masks that were made by it.</summary>
internal static class MissingMasks
{
    public static IEnumerable<Problem> Of(Recipe recipe, Checkpoint checkpoint)
    {
        var asked = recipe.Weights.Where(w => w is { MaskNeedsData: true, Kind: WeightKind.Matrix or WeightKind.Table }).ToList();
        if (asked.Count == 0) return [];
        var stored = new StoredDecisions(checkpoint);
        var model = recipe.Model.Substring(recipe.Model.LastIndexOfAny(['.', '+']) + 1);
        return asked.Where(w => stored.MaskOf(w) is null).Select(w => Problem.Of(
            ProblemId.MasksMissing, w.Key.Substring(0, w.Key.LastIndexOf('.')), model, w.Key, w.Details.NeedsData ? $"PruneCriterion.{w.Details.Criterion}" : $"PruneScope.{w.Scope}", WayOut(w, model))).ToList();
    }

    private static string WayOut(WeightRecipe weight, string model) =>
        weight.Details.Criterion == PruneCriterion.Movement ? $"train {model} with it" : $"call {model}.Prune(path, data), or train {model} with it";
}
