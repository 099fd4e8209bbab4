using CompressDsl.Training.Tests.Generated;
using CompressDsl.Training.Tests.Hints;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.External;

/// <summary>Another engine for the passes: everything else of training stays what it is.</summary>
public sealed class ExternalNetworkTests(ITestOutputHelper output)
{
    private static readonly TrainableModel Model = TrainableModel.Of(NetworkBuilder.Mlp([72, 2], NetworkBuilder.Float with { Bits = 8 }));

    private static TrainingOptions Options => new()
    {
        Epochs = 4, BatchSize = 10, Threads = 2, Schedule = LearningRateSchedule.Cosine(1e-2), Validation = Problems.Lines(60, 2),
    };

    [Fact]
    public void It_is_trained_as_the_embedded_engine_trains()
    {
        var embedded = Train(Model.Network, Options);
        var engine = new PlainEngine(Model.Network.Plan);
        var other = Train(engine, Options);
        output.WriteLine($"embedded {embedded.Validation!.Loss}, other {other.Validation!.Loss}, {engine.Copies} parameters handed over");
        Assert.Equal(embedded.Validation.Loss, other.Validation.Loss, 4);
        Assert.Equal(embedded.Checkpoint.Tensors.Select(t => t.ToString()), other.Checkpoint.Tensors.Select(t => t.ToString()));
        foreach (var tensor in embedded.Checkpoint.Tensors)
            Assert.All(tensor.ToFloats().Zip(other.Checkpoint[tensor.Name].ToFloats()), p => Assert.Equal(p.First, p.Second, 3));
    }

    [Fact]
    public void A_range_of_few_bits_is_that_of_extremes_and_stays()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([72, 2], NetworkBuilder.Float with { Bits = 8, ActivationBits = 2 }));
        float[] Range(TrainingNetwork network, TrainingOptions options) => Train(network, options).Checkpoint["head.input.range"].ToFloats();
        PlainEngine Engine() => new(model.Network.Plan);

        var after = Options with { RangeSteps = 3 };
        Assert.Equal(Range(model.Network, after with { RangeTracking = RangeTracking.Extremes }), Range(Engine(), after));
        Assert.NotEqual(Range(model.Network, after), Range(Engine(), after));
        Assert.NotEqual(Range(Engine(), Options with { RangeTracking = RangeTracking.Extremes }), Range(Engine(), after));
    }

    [Fact]
    public void Parameters_are_handed_over_when_they_change()
    {
        var engine = new PlainEngine(Model.Network.Plan);
        using var network = new TrainedNetwork(engine, Train(Model.Network, Options).Checkpoint, threads: 2);
        network.Evaluate(Problems.Lines(200, 3));
        Assert.Equal(2, engine.Copies);
        network.Evaluate(Problems.Lines(200, 4));
        Assert.Equal(2, engine.Copies);
    }

    [Fact]
    public void What_an_engine_does_not_give_is_refused_before_the_run()
    {
        string Refusal(TrainingOptions options, TrainableModel? model = null) =>
            Assert.Throws<NotSupportedException>(() => ExternalNetwork.Check((model ?? Model).Network.Plan, options)).Message;
        Assert.Equal("Demo.Model: StepSize.Learned needs the embedded engine; use StepSize.Measured.", Refusal(Options with { StepSize = StepSize.Learned }));
        Assert.Equal(
            "Demo.Model: RangeTracking.LeastSquares needs the embedded engine, which sees all values; use ByBits or Extremes.",
            Refusal(Options with { RangeTracking = RangeTracking.LeastSquares }));
        var details = Core.PruneDetails.Default with { Criterion = PruneCriterion.Wanda };
        var wanda = TrainableModel.Of(NetworkBuilder.Mlp([72, 8, 2], NetworkBuilder.Float with { Sparsity = 0.5, Details = details, Scope = PruneScope.Layer }));
        Assert.StartsWith("Demo.Model: the criterion by which it is pruned needs the inputs of its layers", Refusal(Options, wanda));
        ExternalNetwork.Check(Model.Network.Plan, Options);
    }

    [Fact]
    public void Hints_and_losses_of_ones_own_are_refused_and_hints_without_weight_are_not()
    {
        var student = HintModels.Spirals.Network("Student").Plan;
        var error = Assert.Throws<NotSupportedException>(() => ExternalNetwork.Check(student, Options));
        Assert.Contains("a [Hint] needs the embedded engine; set HintWeight to 0", error.Message, StringComparison.Ordinal);
        ExternalNetwork.Check(student, Options with { HintWeight = 0 });
        ExternalNetwork.Check(HintModels.Spirals.Network("Teacher").Plan, Options);
        error = Assert.Throws<NotSupportedException>(() => ExternalNetwork.Check(Model.Network.Plan with { OwnLoss = new LossPlace(0, 0) }, Options));
        Assert.Contains("[Loss] is computed by the embedded engine alone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibration_is_refused()
    {
        using var network = new TrainedNetwork(new PlainEngine(Model.Network.Plan), Train(Model.Network, Options).Checkpoint, threads: 1);
        var error = Assert.ThrowsAny<Exception>(() => network.Calibrate(Problems.Lines(20, 1)));
        Assert.Contains("calibration and analysis need the embedded engine", error.ToString(), StringComparison.Ordinal);
    }

    private static TrainingResult Train(TrainingNetwork network, TrainingOptions options)
    {
        using var run = new TrainingRun(network, Problems.Lines(160, 1), options, null);
        while (run.BeginEpoch())
        {
            while (run.NextBatch())
            {
                run.PrepareParameters();
                run.ForEachShard(answers => answers.HardLoss(0));
                run.ReduceGradients();
                run.Update();
            }

            run.EndEpoch();
        }

        return run.Finish();
    }
}
