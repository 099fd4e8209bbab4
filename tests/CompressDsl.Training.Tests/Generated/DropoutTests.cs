using CompressDsl.Generator.Operators;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Dropout in generated training.</summary>
public sealed unsafe class DropoutTests : IDisposable
{
    private const int Rows = 6;
    private static readonly TrainableModel Model = Build();

    private readonly string folder = Directory.CreateTempSubdirectory("dropout").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static TrainableModel Build()
    {
        var b = new NetworkBuilder();
        var hidden = b.Add(new Tanh(), "tanh", b.Linear("fc1", b.Input(2), 24, NetworkBuilder.Float));
        return TrainableModel.Of(b.Build(b.Linear("head", b.Add(new Dropout(0.5), "dropout", hidden), 2, NetworkBuilder.Float)));
    }

    [Fact]
    public void Training_drops_by_seed_and_step_and_inference_does_not()
    {
        var network = Model.Network;
        var parameters = Parameters(network);
        float[] Outputs(bool training, ulong seed, long step) =>
            Run(network, parameters, new PassSettings(training, false, false, false, seed, step)).OutputOf(0).ToArray();

        Assert.Equal(Outputs(true, 1, 0), Outputs(true, 1, 0));
        Assert.NotEqual(Outputs(true, 1, 0), Outputs(true, 2, 0));
        Assert.NotEqual(Outputs(true, 1, 0), Outputs(true, 1, 1));
        Assert.NotEqual(Outputs(true, 1, 0), Outputs(false, 1, 0));
        Assert.Equal(Outputs(false, 1, 0), Outputs(false, 2, 5));
    }

    [Fact]
    public void The_gradient_is_that_of_the_same_mask()
    {
        var network = Model.Network;
        var parameters = Parameters(network);
        var settings = new PassSettings(true, false, false, false, 3, 7);
        var gradients = new PinnedFloats(network.Plan.ParameterFloats);
        var shard = Run(network, parameters, settings);
        shard.Gradients = gradients.Pointer;
        shard.OutputGradientOf(0).Fill(1f);
        network.Backward(shard);

        var index = network.Plan.Parameters.ToList().FindIndex(p => p.Key == "fc1.weight");
        var weights = parameters.SpanOf(index);
        var actual = gradients.Slice(network.Plan.Parameters[index].Offset, weights.Length).ToArray();
        for (var i = 0; i < weights.Length; i++)
        {
            var kept = weights[i];
            weights[i] = kept + 0.01f;
            double up = Sum(Run(network, parameters, settings).OutputOf(0));
            weights[i] = kept - 0.01f;
            var down = Sum(Run(network, parameters, settings).OutputOf(0));
            weights[i] = kept;
            Assert.Equal((up - down) / 0.02, actual[i], 2e-3);
        }

        Assert.Contains(actual, g => Math.Abs(g) > 0.05);
    }

    [Fact]
    public void A_killed_run_draws_the_same_masks()
    {
        var (data, path) = (Problems.Spirals(200, 1), Path.Combine(folder, "m.training"));
        var options = new TrainingOptions { Epochs = 4, BatchSize = 32, ShardRows = 8, Threads = 1 };
        var straight = Model.Train(data, options with { Threads = 2 }).Checkpoint.ToBytes();
        var saving = options with { WorkingCheckpoint = path, SaveEvery = 3 };
        Assert.ThrowsAny<Exception>(() => Model.Train(new DyingDataset(data, dieAfter: 500), saving));

        Assert.Equal(straight, Model.Train(data, saving).Checkpoint.ToBytes());
        Assert.NotEqual(straight, Model.Train(data, options with { Seed = 2 }).Checkpoint.ToBytes());
    }

    private static NetworkParameters Parameters(TrainingNetwork network)
    {
        var parameters = new NetworkParameters(network.Plan);
        parameters.Start(5);
        parameters.Refresh();
        return parameters;
    }

    private static Shard Run(TrainingNetwork network, NetworkParameters parameters, PassSettings settings)
    {
        var data = Problems.Spirals(Rows, 4);
        var batch = new Batch(data.Shape, Rows);
        for (var i = 0; i < Rows; i++) data.Append(i, batch);
        var shard = new Shard(network.Plan, Rows) { Parameters = parameters.Effective, Settings = settings };
        shard.SetRows(batch, 0, Rows);
        network.Forward(shard);
        return shard;
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (var v in values) sum += v;
        return sum;
    }
}
