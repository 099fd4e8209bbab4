using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// What steps tell about weights that are pruned by it: |weight x gradient| averaged, -weight x gradient added up, or the mean squares of
/// inputs or of a layer's gradients averaged. Sums have a fixed order, so that they are the same on any number of threads.
/// </summary>
/// <param name="plan">The network.</param>
internal sealed unsafe class PruneStatistics(NetworkPlan plan)
{
    /// <summary>Steps whose plain average is taken; from then on the average runs, and this is its memory.</summary>
    private const int Memory = 100;

    private readonly (int Parameter, PruneMeasure Measure, int Measured, float[] Values)[] all = [.. Measured(plan)];
    private Action<int>? follow;
    private PinnedFloats? dense;
    private float* gradients;
    private StepSums? sums;

    /// <summary>Whether anything is measured.</summary>
    public bool IsNeeded => all.Length > 0;

    /// <summary>Steps that were measured.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes a step in.</summary>
    /// <param name="runner">The threads.</param>
    /// <param name="weights">Dense weights.</param>
    /// <param name="gradient">Their gradients, laid out as they are.</param>
    /// <param name="step">The squares of the layers' inputs.</param>
    public void Follow(ShardRunner runner, PinnedFloats weights, float* gradient, StepSums step)
    {
        if (!IsNeeded) return;
        (dense, sums) = (weights, step);
        gradients = gradient;
        Steps++;
        runner.Run(all.Length, follow ??= Follow);
    }

    /// <summary>What is known about parameter <paramref name="parameter"/>, a number per weight (see <see cref="PruneTarget"/>), or null.</summary>
    public float[]? Of(int parameter)
    {
        foreach (var entry in all)
        {
            if (Steps > 0 && entry.Parameter == parameter && entry.Measure != PruneMeasure.Gradients)
                return entry.Measure == PruneMeasure.Inputs ? Norms(entry) : entry.Values;
        }

        return null;
    }

    /// <summary>The mean of the squared gradients of parameter <paramref name="parameter"/>, or null.</summary>
    public double? SensitivityOf(int parameter)
    {
        foreach (var entry in all)
        {
            if (Steps > 0 && entry.Parameter == parameter && entry.Measure == PruneMeasure.Gradients) return entry.Values[0];
        }

        return null;
    }

    /// <summary>Takes what another network's steps told.</summary>
    public void Take(PruneStatistics other)
    {
        Steps = other.Steps;
        for (var i = 0; i < all.Length; i++) other.all[i].Values.CopyTo(all[i].Values, 0);
    }

    /// <summary>Writes everything that a resumed run needs.</summary>
    public void Save(TrainingState state)
    {
        if (!IsNeeded) return;
        state.Numbers["measuredSteps"] = Steps;
        foreach (var entry in all) state.Floats[NameOf(entry.Parameter, entry.Measure)] = entry.Values;
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(TrainingState state)
    {
        if (!IsNeeded) return;
        Steps = (long)state.Numbers["measuredSteps"];
        foreach (var entry in all) state.FloatsOf(NameOf(entry.Parameter, entry.Measure), entry.Values.Length).CopyTo(entry.Values, 0);
    }

    private static IEnumerable<(int Parameter, PruneMeasure Measure, int Measured, float[] Values)> Measured(NetworkPlan plan)
    {
        for (var i = 0; i < plan.Recipe.Weights.Count; i++)
        {
            var weight = plan.Recipe.Weights[i];
            if (weight.Kind is not (WeightKind.Matrix or WeightKind.Table)) continue;
            var inputs = IndexOf(plan, weight.Key);
            if (weight.Details.Criterion == PruneCriterion.Taylor) yield return (i, PruneMeasure.Change, -1, new float[weight.Count]);
            if (weight.Details.Criterion == PruneCriterion.Movement) yield return (i, PruneMeasure.Movement, -1, new float[weight.Count]);
            if (weight.Details.Criterion == PruneCriterion.Wanda && inputs >= 0) yield return (i, PruneMeasure.Inputs, inputs, new float[plan.Measured[inputs].Channels]);
            if (weight.Scope == PruneScope.Sensitivity && weight.Sparsity > 0) yield return (i, PruneMeasure.Gradients, -1, new float[1]);
        }
    }

    private static int IndexOf(NetworkPlan plan, string key)
    {
        for (var i = 0; i < plan.Measured.Count; i++)
        {
            if (plan.Measured[i].Key == key) return i;
        }

        return -1;
    }

    private void Follow(int number)
    {
        var (parameter, measure, inputs, values) = all[number];
        var rate = 1f / Math.Min(Steps, Memory);
        var place = plan.Parameters[parameter].Offset;
        float* w = dense!.Pointer + place, g = gradients + place;
        switch (measure)
        {
            case PruneMeasure.Inputs:
                FollowInputs(inputs, values, rate);
                break;
            case PruneMeasure.Movement:
                for (var i = 0; i < values.Length; i++) values[i] -= w[i] * g[i];
                break;
            case PruneMeasure.Gradients:
                var count = plan.LengthOf(parameter);
                values[0] += rate * ((float)(FixedSum.Squares(new ReadOnlySpan<float>(g, count)) / count) - values[0]);
                break;
            default:
                for (var i = 0; i < values.Length; i++) values[i] += rate * (MathF.Abs(w[i] * g[i]) - values[i]);
                break;
        }
    }

    private void FollowInputs(int measured, float[] values, float rate)
    {
        var (squares, rows) = sums!.InputsOf(measured);
        for (var c = 0; c < values.Length && rows > 0; c++) values[c] += rate * ((float)(squares.Span[c] / rows) - values[c]);
    }

    /// <summary>The norm of the input that each weight multiplies; a grouped convolution's outputs see the channels of their group.</summary>
    private float[] Norms((int Parameter, PruneMeasure Measure, int Measured, float[] Values) entry)
    {
        var (weight, input) = (plan.Recipe.Weights[entry.Parameter], plan.Measured[entry.Measured]);
        var (channels, rows) = (input.Channels / input.Groups, weight.Rows / input.Groups);
        var norms = new float[weight.Count];
        for (var i = 0; i < norms.Length; i++)
        {
            var (row, column) = (i / weight.Columns, i % weight.Columns);
            norms[i] = MathF.Sqrt(entry.Values[(row / rows * channels) + (column % channels)]);
        }

        return norms;
    }

    private string NameOf(int parameter, PruneMeasure measure) =>
        plan.Parameters[parameter].Key + (measure == PruneMeasure.Gradients ? ".sensitivity" : ".measured");
}
