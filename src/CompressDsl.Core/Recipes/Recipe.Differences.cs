namespace CompressDsl.Core;

/// <content>Comparison with the recipe of a checkpoint.</content>
public sealed partial record Recipe
{
    /// <summary>What differs between this recipe and the one a checkpoint was trained for, in the user's words; empty when nothing does.</summary>
    /// <param name="trainingText">The checkpoint's <see cref="TrainingText"/>.</param>
    /// <example><code>hidden.weight: bits 8 in the checkpoint, 4 in the model</code></example>
    public EquatableArray<string> Differences(string trainingText)
    {
        Recipe stored;
        try
        {
            stored = Parse(trainingText);
        }
        catch (FormatException e)
        {
            return new EquatableArray<string>($"The recipe in the checkpoint cannot be read: {e.Message}");
        }

        return new EquatableArray<string>(WeightDifferences(stored).Concat(ActivationDifferences(stored)));
    }

    private IEnumerable<string> WeightDifferences(Recipe stored)
    {
        var theirs = ByKey(stored.Weights, w => w.Key);
        foreach (var weight in Weights)
        {
            if (!theirs.TryGetValue(weight.Key, out var other)) yield return $"{weight.Key}: not in the checkpoint's recipe";
            else foreach (var line in Compare(other, weight)) yield return line;
        }

        var ours = ByKey(Weights, w => w.Key);
        foreach (var weight in stored.Weights.Where(w => !ours.ContainsKey(w.Key))) yield return $"{weight.Key}: not in the model";
    }

    private IEnumerable<string> ActivationDifferences(Recipe stored)
    {
        var theirs = ByKey(stored.Activations, a => a.Key);
        foreach (var point in Activations)
        {
            if (!theirs.TryGetValue(point.Key, out var other)) yield return $"{point.Key}: not quantised in the checkpoint, {Word(point.Mode)} in the model";
            else if (other.Mode != point.Mode) yield return $"{point.Key}: {Word(other.Mode)} in the checkpoint, {Word(point.Mode)} in the model";
            else if (other.Bits != point.Bits) yield return $"{point.Key}: {InvariantText.Of(other.Bits)} bits in the checkpoint, {InvariantText.Of(point.Bits)} in the model";
        }

        var ours = ByKey(Activations, a => a.Key);
        foreach (var point in stored.Activations.Where(a => !ours.ContainsKey(a.Key)))
        {
            yield return $"{point.Key}: {Word(point.Mode)} in the checkpoint, not quantised in the model";
        }
    }

    private static IEnumerable<string> Compare(WeightRecipe theirs, WeightRecipe ours)
    {
        var facts = new (string Name, string Theirs, string Ours)[]
        {
            ("shape", ShapeText(theirs), ShapeText(ours)),
            ("order", OrderText(theirs), OrderText(ours)),
            ("kind", Word(theirs.Kind), Word(ours.Kind)),
            ("bits", InvariantText.Of(theirs.Bits), InvariantText.Of(ours.Bits)),
            ("group size", InvariantText.Of(theirs.GroupSize), InvariantText.Of(ours.GroupSize)),
            ("codebook", YesOrNo(theirs.HasCodebook), YesOrNo(ours.HasCodebook)),
            ("granularity", Word(theirs.Grid.Granularity), Word(ours.Grid.Granularity)),
            ("power-of-two scales", YesOrNo(theirs.Grid.HasPowerOfTwoScales), YesOrNo(ours.Grid.HasPowerOfTwoScales)),
            ("symmetric", YesOrNo(!theirs.Grid.IsAsymmetric), YesOrNo(!ours.Grid.IsAsymmetric)),
            ("sparsity", InvariantText.Of(theirs.Sparsity), InvariantText.Of(ours.Sparsity)),
            ("pattern", Word(theirs.Pattern), Word(ours.Pattern)),
            ("scope", Word(theirs.Scope), Word(ours.Scope)),
            ("N:M", GroupText(theirs), GroupText(ours)),
            ("criterion", Word(theirs.Details.Criterion), Word(ours.Details.Criterion)),
            ("floor", InvariantText.Of(theirs.Details.Floor), InvariantText.Of(ours.Details.Floor)),
            ("output channels", ChannelText(theirs.RowChannels), ChannelText(ours.RowChannels)),
            ("input channels", ChannelText(theirs.ColumnChannels), ChannelText(ours.ColumnChannels)),
            ("folded batch norm", theirs.FoldedNorm ?? "none", ours.FoldedNorm ?? "none"),
            ("epsilon", InvariantText.Of(theirs.FoldedEpsilon), InvariantText.Of(ours.FoldedEpsilon)),
        };
        return facts.Where(f => f.Theirs != f.Ours).Select(f => $"{ours.Key}: {f.Name} {f.Theirs} in the checkpoint, {f.Ours} in the model");
    }

    private static string YesOrNo(bool isSo) => isSo ? "yes" : "no";

    private static string ShapeText(WeightRecipe weight) => $"[{string.Join(", ", weight.Shape.Select(InvariantText.Of))}]";

    private static string GroupText(WeightRecipe weight) => weight.Details.M == 0 ? "none" : GroupWord(weight.Details);

    private static string ChannelText(ChannelAxis? axis) => axis is null
        ? "all"
        : $"{(axis.Competes ? "the best" : InvariantText.Of(axis.Kept))} of {InvariantText.Of(axis.Channels)}";

    private static string OrderText(WeightRecipe weight)
    {
        static string List(EquatableArray<int> numbers) => string.Join(", ", numbers.Select(InvariantText.Of));
        if (weight.Order is not { } order) return "as stored";
        return $"[{List(order.View)}] by axes {List(order.Axes)}{(order.Reversed.Count == 0 ? "" : $", backwards along {List(order.Reversed)}")}";
    }

    private static Dictionary<string, T> ByKey<T>(EquatableArray<T> items, Func<T, string> key)
    {
        var result = new Dictionary<string, T>();
        foreach (var item in items) result[key(item)] = item;
        return result;
    }
}
