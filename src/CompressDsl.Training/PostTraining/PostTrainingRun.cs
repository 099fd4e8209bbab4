using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Puts a trained float network on its grids, each step with those before it in place: channels are rescaled, ranges chosen, and then, layer by
/// layer, weights rounded and biases corrected.
/// </summary>
/// <param name="pass">The network, its norms folded, in float; its parameters are changed.</param>
/// <param name="options">What is done.</param>
/// <param name="progress">Is told before every pass, or null.</param>
internal sealed class PostTrainingRun(ObservedPass pass, PostTrainingOptions options, IProgress<PostTrainingProgress>? progress)
{
    private readonly NetworkPlan plan = pass.Network.Plan;
    private readonly NetworkParameters parameters = pass.Parameters;
    private int done;

    /// <summary>Does all of it.</summary>
    public PostTrainingResult Run()
    {
        // Scales that training learned belong to the weights as they were.
        parameters.MeasureScales();
        var equalizer = new ChannelEqualizer(plan, parameters);
        Equalize(equalizer);
        parameters.Refresh(pass.Runner);
        var calibration = Calibrate();
        var layers = RoundLayers();
        return new PostTrainingResult(
            pass.Samples.Count, options.Equalization == EqualizationMethod.None ? default : new EquatableArray<ChannelRescaling>(equalizer.Results), calibration,
            new EquatableArray<LayerRounding>(layers), parameters.ToCheckpoint());
    }

    private LayerPlace[] Layers => [.. plan.Layers.Where(l => plan.Recipe.Weights[plan.IndexOf(l.Weight)].IsQuantized).DistinctBy(l => l.Weight)];

    private bool NeedsMoments => options.CorrectBiases || options.SearchScales || options.Rounding != RoundingMethod.Nearest;

    private bool SearchesRanges => options.SearchRanges && OutputRangeSearch.PointsOf(plan).Length > 0;

    private void Equalize(ChannelEqualizer equalizer)
    {
        if (options.Equalization == EqualizationMethod.CrossLayer) equalizer.CrossLayer();
        if (options.Equalization != EqualizationMethod.Smooth) return;
        Next("largest activations");
        var peaks = new ChannelPeaks(plan.Layers.Count);
        pass.Run(pass.PerThread(() => new ChannelPeaks(plan.Layers.Count)), peaks.Take);
        equalizer.Smooth(options.SmoothingStrength, peaks);
    }

    private CalibrationResult Calibrate()
    {
        Next("ranges of activations");
        using var run = new CalibrationRun(pass.Network, parameters, pass.Runner, options.Calibration);
        var measured = run.Read(pass.Samples);
        if (!SearchesRanges) return measured;
        Next("ranges of few bits");
        parameters.Refresh(pass.Runner);
        new OutputRangeSearch(pass).Run(measured.Ranges.ToDictionary(r => r.Key, r => r.Seen));
        return run.Result();
    }

    private LayerRounding[] RoundLayers()
    {
        var layers = Layers;
        if (!NeedsMoments)
        {
            Begin();
            return [.. layers.Select(l => new LayerRounding(l.Weight, plan.Recipe.Weights[plan.IndexOf(l.Weight)].Bits))];
        }

        Next("means in float");
        var means = MomentObserver.Run(pass, [.. layers.Select(l => l.Weight)], withProducts: false);
        Begin();
        var rounder = new LayerRounder(pass, options);
        return [.. layers.Select((layer, i) =>
        {
            Next("rounding " + layer.Weight[..layer.Weight.LastIndexOf('.')]);
            return rounder.Run(layer, means[i]);
        })];
    }

    private void Begin()
    {
        parameters.BeginQuantization();
        parameters.Refresh(pass.Runner);
    }

    private void Next(string stage)
    {
        var total = (options.Equalization == EqualizationMethod.Smooth ? 1 : 0) + 1 + (SearchesRanges ? 1 : 0) + (NeedsMoments ? 1 + Layers.Length : 0);
        progress?.Report(new PostTrainingProgress(stage, done++, total));
    }
}
