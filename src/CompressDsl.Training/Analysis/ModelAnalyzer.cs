using CompressDsl.Core;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Training;

/// <summary>Analyses a trained network; generated models call it in <c>Analyze</c>.</summary>
public static class ModelAnalyzer
{
    /// <summary>Runs all of the analysis. Memory does not grow with the number of samples but for the data set itself.</summary>
    /// <param name="subject">The network.</param>
    /// <param name="data">Samples with classes or targets that it was not trained on.</param>
    /// <param name="options">What is tried; null for the defaults.</param>
    /// <param name="progress">Told before every evaluation, or null.</param>
    /// <exception cref="ArgumentException">The samples do not fit, have no answers, there are none, or an option is out of range.</exception>
    public static ModelAnalysis Run(AnalysisSubject subject, IDataset data, AnalysisOptions? options = null, IProgress<AnalysisProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new AnalysisOptions();
        options.Validate();
        Check(subject, data);
        var samples = Evenly(data, options.MaxSamples);
        var (network, checkpoint) = (subject.Network, subject.Checkpoint);
        using var deployed = new TrainedNetwork(network, checkpoint, options.Threads);
        using var floats = new TrainedNetwork(network, checkpoint, options.Threads);
        floats.Parameters.KeepMaskedOnly();
        var score = AnalysisScore.Of(deployed.Evaluate(samples));
        var tried = new TriedNetwork(network, floats, samples, new AnalysisCounter(progress, network.Plan.Layers().Count(), options));
        var time = options.TimingTime > TimeSpan.Zero ? InferenceClock.Microseconds(subject.Compiled, samples, options.TimingTime) : double.NaN;
        var steps = Times(subject.Compiled, samples, options.TimingTime);
        var compressed = Compressor.Compress(subject.Recipe, checkpoint);
        var layers = new LayerAnalyzer(subject, compressed, deployed.Parameters, tried, options).Run(time, steps);
        return new ModelAnalysis
        {
            Model = network.Plan.Recipe.Model,
            Samples = samples.Count,
            Float = tried.Baseline,
            Deployed = score,
            Layers = new(layers),
            Activations = new(ActivationAnalyzer.Run(network, floats.Parameters, deployed.Parameters, samples, options.HistogramBars)),
            Front = new(new FrontSearch(tried, layers, options.FrontSteps).Run()),
            BytesBefore = compressed.Layers.Sum(l => l.BytesBefore),
            BytesAfter = compressed.Bytes.Length,
            Microseconds = time,
            Steps = steps,
            Tier = layers.Any(l => l.Facts.Bits < 32) ? LaneTiers.Best : LaneTiers.BestFloat,
        };
    }

    private static EquatableArray<StepTime> Times(IModel compiled, IDataset samples, TimeSpan time) => time > TimeSpan.Zero && compiled is ITimedModel timed
        ? new(timed.Steps.Zip(StepClock.Microseconds(timed, samples, time), (s, t) => new StepTime(s.Name, s.Weight, t)))
        : default;

    /// <summary>The layers' weights with their numbers.</summary>
    internal static IEnumerable<(int Index, WeightRecipe Weight)> Layers(this NetworkPlan plan) => plan.Recipe.Weights
        .Select((weight, index) => (index, weight)).Where(w => w.weight.Kind is WeightKind.Matrix or WeightKind.Table);

    private static void Check(AnalysisSubject subject, IDataset data)
    {
        data.Shape.CheckFits(subject.Network.Plan.Signature);
        var model = subject.Network.Plan.Recipe.Model;
        if (data.Count == 0) throw new ArgumentException($"There are no samples to analyse {model} with.", nameof(data));
        if (!data.Shape.HasAnswers) throw new ArgumentException($"To analyse {model}, samples need classes or targets: accuracy is measured on them.", nameof(data));
    }

    /// <summary>At most so many samples, from the whole of the data set: files are often sorted by class.</summary>
    private static IDataset Evenly(IDataset data, int max) => data.Count <= max
        ? data
        : new Subset(data, [.. Enumerable.Range(0, max).Select(i => (int)((long)i * data.Count / max))]);
}
