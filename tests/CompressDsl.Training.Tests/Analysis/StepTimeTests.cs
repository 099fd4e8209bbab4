using System.Reflection;
using CompressDsl.Core;

namespace CompressDsl.Training.Tests.Analysis;

/// <summary>The measured times of kernels and layers.</summary>
public sealed class StepTimeTests(AnalyzedModel model) : IClassFixture<AnalyzedModel>
{
    private static readonly float[] Sample = [0.3f, -0.7f];

    private ModelAnalysis Analysis => model.Analysis;

    [Fact]
    public void Every_kernel_is_timed_and_layers_are_the_sums_of_theirs()
    {
        Assert.Equal(["", "fc1.weight", "fc2.weight", "head.weight"], Analysis.Steps.Select(s => s.Weight));
        Assert.Contains("fc2: 24 -> 16, Relu", Analysis.Steps[2].Name, StringComparison.Ordinal);
        Assert.All(Analysis.Steps, s => Assert.True(s.Microseconds >= 0));
        Assert.InRange(Analysis.StepMicroseconds, double.Epsilon, 100 * Analysis.Microseconds);
        Assert.All(Analysis.Layers, l => Assert.True(l.IsTimeMeasured));
        foreach (var layer in Analysis.Layers) Assert.Equal(Analysis.Steps.Where(s => s.Weight == layer.Key).Sum(s => s.Microseconds), layer.Microseconds);
    }

    [Fact]
    public void Timing_changes_no_result()
    {
        var session = (ITimedModel)model.Model.Load(model.Checkpoint);
        var (expected, output, ticks) = (new float[2], new float[2], new long[session.Steps.Count + 1]);
        session.Infer(new ModelInput(Sample, default), expected);

        session.Infer(new ModelInput(Sample, default), output, ticks);

        Assert.Equal(expected, output);
        Assert.Equal(ticks.Order(), ticks);
        Assert.True(ticks[0] > 0);
        var wrong = Assert.Throws<ArgumentException>(() => session.Infer(new ModelInput(Sample, default), output, new long[1]));
        Assert.Contains("a time before, between and behind the kernels", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compiled_network_that_takes_no_times_has_estimates()
    {
        var session = model.Model.Load(model.Checkpoint);
        var subject = new AnalysisSubject(model.Model.Network, model.Checkpoint, RecipeOf(session), new Untimed(session));
        var analysis = ModelAnalyzer.Run(subject, model.Data, new AnalysisOptions { MaxSamples = 20, FrontSteps = 0, TimingTime = TimeSpan.FromMilliseconds(5) });

        Assert.Empty(analysis.Steps);
        Assert.All(analysis.Layers, l => Assert.False(l.IsTimeMeasured));
        Assert.Equal(analysis.Microseconds, analysis.Layers.Sum(l => l.Microseconds), 6);
    }

    /// <summary>What the build does with the weights.</summary>
    private static Recipe RecipeOf(IModel session) => (Recipe)session.GetType().GetProperty("Recipe", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
}
