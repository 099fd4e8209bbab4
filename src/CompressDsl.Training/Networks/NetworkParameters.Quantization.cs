using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>The beginning of quantisation.</content>
public sealed unsafe partial class NetworkParameters
{
    private bool hasBegun;

    /// <summary>The grid of a static point, from its range.</summary>
    internal ActivationGrid GridOfPoint(int point) => Ranges[point].ToGrid(pointBits[point]);

    /// <summary>Gives a static point another step; its zero point stays.</summary>
    internal void MovePoint(int point, float step)
    {
        if (Ranges[point].IsEmpty) return;
        var grid = GridOfPoint(point);
        Ranges[point] = new ValueRange((0 - grid.ZeroPoint) * step, (grid.Highest - grid.ZeroPoint) * step);
    }

    /// <summary>See <see cref="PassSettings.BorderShift"/>; for evaluation alone.</summary>
    internal float BorderShift { get; set; }

    /// <summary>
    /// Puts weights and activations on their grids from now on. Batch norms are frozen, and those behind a linear layer become part of
    /// its weights, as in the compiled network; <paramref name="optimizer"/> (if any) is scaled with them.
    /// </summary>
    /// <param name="optimizer">Memory of the optimiser.</param>
    public void BeginQuantization(OptimizerState? optimizer = null)
    {
        if (hasBegun) return;
        hasBegun = true;
        FreezeNorms(optimizer);
        IsQuantizing = plan.Points.Count > 0 || plan.Recipe.Weights.Any(w => w.IsQuantized);
    }

    /// <summary>Freezes batch norms and folds those behind linear layers into their weights.</summary>
    /// <param name="optimizer">Memory of the optimiser.</param>
    public void FreezeNorms(OptimizerState? optimizer = null)
    {
        if (AreNormsFrozen) return;
        foreach (var weight in plan.Recipe.Weights.Where(w => w.FoldedNorm is not null)) Fold(weight, optimizer);
        foreach (var norm in plan.Norms) Clear(optimizer, plan.IndexOf(norm.Key + ".weight"));
        AreNormsFrozen = true;
    }

    /// <summary>
    /// <c>weight *= gain / sqrt(variance + epsilon)</c> by rows; the norm keeps its shift only, with gain 1, mean 0 and variance
    /// 1 - epsilon. A bias of the layer goes into the shift.
    /// </summary>
    private void Fold(WeightRecipe weight, OptimizerState? optimizer)
    {
        var norm = weight.FoldedNorm!;
        Span<float> gain = SpanOf(norm, ".weight"), shift = SpanOf(norm, ".bias"), mean = SpanOf(norm, ".running_mean"), variance = SpanOf(norm, ".running_var");
        var index = plan.IndexOf(weight.Key);
        var rows = SpanOf(index);
        var columns = rows.Length / gain.Length;
        var biasKey = weight.Key[..weight.Key.LastIndexOf('.')] + ".bias";
        var bias = plan.Parameters.Any(p => p.Key == biasKey) ? SpanOf(plan.IndexOf(biasKey)) : default;
        for (var n = 0; n < gain.Length; n++)
        {
            // Of a channel that was removed the norm has seen zeros only: its statistics say nothing.
            var isGone = weight.RowChannels is not null && masks[index] is { } mask && mask[n * columns] == 0;
            var scale = isGone ? 1 : gain[n] / Math.Sqrt(variance[n] + weight.FoldedEpsilon);
            var row = rows.Slice(n * columns, columns);
            for (var k = 0; k < columns; k++) row[k] = (float)(row[k] * scale);
            shift[n] = (float)(shift[n] + (((bias.IsEmpty ? 0f : bias[n]) - mean[n]) * scale));
            if (!bias.IsEmpty) bias[n] = 0f;
            (gain[n], mean[n], variance[n]) = (1f, 0f, (float)(1 - weight.FoldedEpsilon));
            ScaleMemory(optimizer, plan.Parameters[index].Offset + (n * columns), columns, scale);
        }
    }

    // Gradients shrink as weights grow.
    private static void ScaleMemory(OptimizerState? optimizer, int start, int length, double scale)
    {
        if (optimizer is null || scale == 0) return;
        for (var i = start; i < start + length; i++)
        {
            if (optimizer.First.Length > 0) optimizer.First[i] = (float)(optimizer.First[i] / scale);
            if (optimizer.Second.Length > 0) optimizer.Second[i] = (float)(optimizer.Second[i] / (scale * scale));
        }
    }

    private void Clear(OptimizerState? optimizer, int parameter)
    {
        var (offset, length) = (plan.Parameters[parameter].Offset, plan.LengthOf(parameter));
        if (optimizer is null) return;
        if (optimizer.First.Length > 0) optimizer.First.AsSpan(offset, length).Clear();
        if (optimizer.Second.Length > 0) optimizer.Second.AsSpan(offset, length).Clear();
    }

    private Span<float> SpanOf(string prefix, string suffix) => SpanOf(plan.IndexOf(prefix + suffix));

    /// <summary>Biases of integer layers are integers too: multiples of input scale times weight scale.</summary>
    private void RoundBiases()
    {
        foreach (var (weight, own, shift, point) in biases)
        {
            var bias = own < 0 ? default : EffectiveSpan(own);
            // Behind a folded norm the whole bias is the norm's shift.
            if (shift >= 0)
            {
                var sum = EffectiveSpan(shift);
                for (var n = 0; n < bias.Length; n++) (sum[n], bias[n]) = (sum[n] + bias[n], 0f);
                bias = sum;
            }

            RoundBias(bias, weight, Grids[point].Scale);
        }
    }

    private void RoundBias(Span<float> bias, int weight, float input)
    {
        for (var n = 0; n < bias.Length; n++)
        {
            var scale = input * (double)grids[weight]!.ScaleOf(n);
            bias[n] = (float)(Math.Round(bias[n] / scale) * scale);
        }
    }

    /// <summary>
    /// How far one activation that is rounded to the other side moves an output at most: input scale times largest weight of the layers
    /// that compute it last. 0 in a network without quantised activations; null where the ranges are those of a sample or a layer is
    /// followed by more than <see cref="OutputPlace.Layers"/> allows.
    /// </summary>
    internal double? StepOf(OutputPlace output)
    {
        if (plan.Points.Count == 0) return 0;
        double? step = null;
        foreach (var layer in output.Layers)
        {
            var weight = plan.IndexOf(layer);
            var points = biases.Where(b => b.Weight == weight).Select(b => b.Point).ToArray();
            if (points.Length == 0) return null;
            var largest = MathF.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(EffectiveOf(weight)));
            step = Math.Max(step ?? 0, points.Max(p => (double)Grids[p].Scale) * largest);
        }

        return step;
    }

    private Span<float> EffectiveSpan(int parameter) => effective.Slice(plan.Parameters[parameter].Offset, plan.LengthOf(parameter));

    /// <summary>Numbers in the plan: the layer's matrix, its own bias or -1, the shift of its folded norm or -1, its input's point.</summary>
    private static (int Weight, int Bias, int Shift, int Point)[] BiasesOf(NetworkPlan plan) =>
        [.. plan.Biases.Select(b =>
        {
            var weight = plan.IndexOf(b.Weight);
            var norm = plan.Recipe.Weights[weight].FoldedNorm;
            return (weight, b.Bias is null ? -1 : plan.IndexOf(b.Bias), norm is null ? -1 : plan.IndexOf(norm + ".bias"), Array.IndexOf(plan.Points.ToArray(), b.Point));
        })];
}
