using CompressDsl.Training.Tests.Generated;
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
    public void What_an_engine_does_not_give_is_refused()
    {
        var error = Assert.Throws<NotSupportedException>(() => Train(new PlainEngine(Model.Network.Plan), Options with { StepSize = StepSize.Learned, QuantizeStart = 0, Threads = 1 }));
        Assert.Contains("StepSize.Learned needs the embedded engine", error.Message, StringComparison.Ordinal);
        using var network = new TrainedNetwork(new PlainEngine(Model.Network.Plan), Train(Model.Network, Options).Checkpoint, threads: 1);
        Assert.Contains("need the embedded engine", Assert.Throws<NotSupportedException>(() => network.Calibrate(Problems.Lines(20, 1))).Message, StringComparison.Ordinal);
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
