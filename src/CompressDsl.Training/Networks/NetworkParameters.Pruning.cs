using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>Masks.</content>
public sealed unsafe partial class NetworkParameters
{
    /// <summary>More than any weight: what must stay, among gradients.</summary>
    private const float Stays = 1e30f;

    /// <summary>Makes new masks from the magnitudes of the dense weights.</summary>
    /// <param name="share">How much of the final share of zeros is wanted now, 0 to 1.</param>
    public void Prune(double share) => Prune(_ => share, keepsZeros: false);

    /// <summary>Makes new masks.</summary>
    /// <param name="share">From a final share of zeros to how much of it is wanted now, 0 to 1.</param>
    /// <param name="keepsZeros">Whether weights behind a mask stay behind it.</param>
    internal void Prune(Func<double, double> share, bool keepsZeros)
    {
        var targets = Pruned.Select(w => TargetOf(w, keepsZeros || w.RowChannels is not null)).ToArray();
        SetMasks(WeightPruning.ModelMasks(targets, w => w.Sparsity * share(w.Sparsity)).Concat(ChannelPruning.Masks(targets, share)));
    }

    /// <summary>Makes new masks of as many zeros: some of the smallest weights go, and as many come back at zero where the gradient is largest.</summary>
    /// <param name="share">From a final share of zeros to how much of it is wanted now, 0 to 1.</param>
    /// <param name="exchange">Share of the weights that are left that is exchanged.</param>
    /// <param name="gradients">Of the effective parameters, all of them.</param>
    internal void Regrow(Func<double, double> share, double exchange, ReadOnlySpan<float> gradients)
    {
        double Zeros(WeightRecipe weight) => weight.Sparsity * share(weight.Sparsity);
        var weights = Pruned.Where(w => w.RowChannels is null).ToArray();
        var staying = WeightPruning.ModelMasks(
            weights.Select(w => TargetOf(w, keepsZeros: true)), w => Zeros(w) + (exchange * (1 - Zeros(w))));
        var targets = new List<PruneTarget>();
        foreach (var weight in weights)
        {
            var place = plan.Parameters[IndexOf(weight)].Offset;
            var scores = gradients.Slice(place, weight.Count).ToArray();
            for (var i = 0; i < scores.Length; i++) scores[i] = staying[weight.Key][i] != 0 ? Stays : Math.Min(Math.Abs(scores[i]), Stays / 1024);
            targets.Add(new PruneTarget(weight.PrunedBy(weight.Details with { Criterion = PruneCriterion.L1 }), scores) { Sensitivity = Statistics.SensitivityOf(IndexOf(weight)) });
        }

        var made = WeightPruning.ModelMasks(targets, Zeros);
        foreach (var weight in weights) Revive(IndexOf(weight), made[weight.Key]);
        SetMasks(made.Concat(ChannelPruning.Masks(Pruned.Select(w => TargetOf(w, keepsZeros: true)), share)));
    }

    /// <summary>Refuses a network whose pruned weights have no masks.</summary>
    /// <exception cref="ArgumentException">A weight has none; the text names it.</exception>
    internal void RequireMasks()
    {
        if (Pruned.FirstOrDefault(w => masks[IndexOf(w)] is null) is { } weight)
            throw new ArgumentException($"PruneSchedule.Kept needs masks to keep; TrainingOptions.Start has none for '{weight.Key}' of {plan.Recipe.Model}.");
    }

    private IEnumerable<WeightRecipe> Pruned => plan.Recipe.Weights.Where(w => w.Sparsity > 0 || w.RowChannels is not null);

    private int IndexOf(WeightRecipe weight) => plan.IndexOf(weight.Key);

    private PruneTarget TargetOf(WeightRecipe weight, bool keepsZeros)
    {
        var parameter = IndexOf(weight);
        return new PruneTarget(weight, SpanOf(parameter).ToArray(), Statistics.Of(parameter))
        {
            Mask = keepsZeros ? masks[parameter] : null, Sensitivity = Statistics.SensitivityOf(parameter),
        };
    }

    private void SetMasks(IEnumerable<KeyValuePair<string, byte[]>> made)
    {
        foreach (var (key, mask) in made) masks[plan.IndexOf(key)] = mask;
    }

    /// <summary>Weights that come back start at zero.</summary>
    private void Revive(int parameter, byte[] made)
    {
        if (masks[parameter] is not { } old) return;
        var values = SpanOf(parameter);
        for (var i = 0; i < made.Length; i++)
        {
            if (old[i] == 0 && made[i] != 0) values[i] = 0;
        }
    }

    /// <summary>The dense values behind their mask.</summary>
    internal float[] Masked(int parameter)
    {
        var values = SpanOf(parameter).ToArray();
        if (masks[parameter] is { } mask) WeightPruning.Apply(values, mask);
        return values;
    }
}
