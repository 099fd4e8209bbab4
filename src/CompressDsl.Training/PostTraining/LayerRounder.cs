using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Rounds the weights of one layer, and moves its bias by the mean error of its results.</summary>
/// <param name="pass">The network on its grids; its parameters are changed.</param>
/// <param name="options">How.</param>
internal sealed class LayerRounder(ObservedPass pass, PostTrainingOptions options)
{
    private readonly NetworkPlan plan = pass.Network.Plan;
    private readonly NetworkParameters parameters = pass.Parameters;

    /// <summary>Rounds a layer; those before it must be on their grids already.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="means">What it multiplies in the float network.</param>
    public LayerRounding Run(LayerPlace layer, LayerMoments means)
    {
        var index = plan.IndexOf(layer.Weight);
        var weight = plan.Recipe.Weights[index];
        var result = new LayerRounding(layer.Weight, weight.Bits);
        if (means.Count == 0) return result with { Remark = "no sample reaches it" };
        var remark = WhyNearest(weight, means.Size);
        var floats = parameters.Masked(index);
        var moments = MomentObserver.Run(pass, [layer.Weight], withProducts: remark is null && IsRounding)[0];
        if (!moments.IsFinite || !means.IsFinite) throw NotFinite(layer.Weight);
        if (remark is null && IsRounding) result = Round(result, index, moments);
        if (options.CorrectBiases) result = Correct(result, layer, floats, (means, moments));
        return result with { Remark = result.Remark ?? (IsRounding ? remark : null) };
    }

    private bool IsRounding => options.Rounding != RoundingMethod.Nearest || options.SearchScales;

    /// <summary>Why weights are left to the build's own rounding, or null.</summary>
    private string? WhyNearest(WeightRecipe weight, (int Groups, int Depth) size)
    {
        if (WhyOther(weight) is { } why) return "rounded to nearest: " + why;
        return (long)size.Groups * size.Depth * size.Depth <= (long)options.MaxInputs * options.MaxInputs
            ? null
            : FormattableString.Invariant($"rounded to nearest: it has {size.Depth} inputs, more than MaxInputs = {options.MaxInputs}");
    }

    /// <summary>What keeps the scales from being read off weights that were moved; null where nothing does.</summary>
    private static string? WhyOther(WeightRecipe weight)
    {
        if (weight.HasCodebook) return "its levels are a codebook's";
        if (weight.Bits == 1) return "1 bit has no weights to move";
        if (weight.Grid.IsAsymmetric) return "its grid is asymmetric";
        if (weight.Grid.HasPowerOfTwoScales) return "its scales are powers of two";
        return weight.Grid.Granularity == Granularity.PerTensor ? "its tensor has one scale" : null;
    }

    private LayerRounding Round(LayerRounding result, int index, LayerMoments moments)
    {
        var weight = plan.Recipe.Weights[index];
        var (values, columns, mask) = (parameters.Masked(index), weight.Columns, parameters.MaskOf(index));
        var rounded = new float[values.Length];
        var (rows, grid) = (weight.Rows / moments.Size.Groups, WeightGrid.Of(weight));
        var noise = new (double Signal, double Nearest, double Now)[weight.Rows];
        for (var group = 0; group < moments.Size.Groups; group++)
        {
            var first = group * rows;
            var rounder = new WeightRounder(grid, moments.SecondMoments(group), options);
            pass.Runner.Run(rows, n =>
            {
                var row = values.AsSpan((first + n) * columns, columns);
                var made = rounder.Round(row, mask is null ? default : mask.AsSpan((first + n) * columns, columns));
                made.Values.CopyTo(rounded, (first + n) * columns);
                noise[first + n] = (rounder.Signal(row), made.Nearest, made.Now);
            });
        }

        rounded.CopyTo(parameters.SpanOf(index));
        parameters.Refresh(pass.Runner);
        var signal = noise.Sum(n => n.Signal);
        return result with { NearestDecibels = Decibels.Of(signal, noise.Sum(n => n.Nearest)), Decibels = Decibels.Of(signal, noise.Sum(n => n.Now)) };
    }

    /// <summary>A layer's results are linear in what it multiplies: their means follow from its means.</summary>
    private LayerRounding Correct(LayerRounding result, LayerPlace layer, float[] floats, (LayerMoments Float, LayerMoments Now) means)
    {
        var index = plan.IndexOf(layer.Weight);
        var weight = plan.Recipe.Weights[index];
        if ((weight.FoldedNorm is { } norm ? norm + ".bias" : layer.Bias) is not { } key) return result with { Remark = "it has no bias to correct" };
        var bias = parameters.SpanOf(plan.IndexOf(key));
        var onGrid = parameters.EffectiveOf(index);
        var columns = weight.Columns;
        var (rows, largest) = (weight.Rows / means.Float.Size.Groups, 0.0);
        for (var n = 0; n < weight.Rows; n++)
        {
            var change = 0.0;
            for (var k = 0; k < columns; k++)
            {
                change += (floats[(n * columns) + k] * means.Float.Mean(n / rows, k)) - (onGrid[(n * columns) + k] * means.Now.Mean(n / rows, k));
            }

            bias[n] = (float)(bias[n] + change);
            largest = Math.Max(largest, Math.Abs(change));
        }

        parameters.Refresh(pass.Runner);
        return result with { BiasChange = largest };
    }

    private ArgumentException NotFinite(string key) => new(
        $"What layer '{key[..key.LastIndexOf('.')]}' of {plan.Recipe.Model} multiplies is infinite or not a number: look for it in the samples and in the checkpoint's weights.");
}
