using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Steps of grids that are learned: killed runs, deployment, and what it is worth.</summary>
public sealed class LearnedStepTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("steps").FullName;

    private string File => Path.Combine(folder, "m.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(QuantizationMode.Static, 0, 8)]
    [InlineData(QuantizationMode.Static, 0.5, 4)]
    [InlineData(QuantizationMode.Static, 0, 2)]
    [InlineData(QuantizationMode.Dynamic, 0, 5)]
    [InlineData(QuantizationMode.WeightOnly, 0.5, 8)]
    public void A_killed_run_goes_on_to_the_same_bytes_and_is_deployed_as_trained(QuantizationMode mode, double sparsity, int activationBits)
    {
        var compression = NetworkBuilder.Float with { Bits = 2, Mode = mode, Sparsity = sparsity, ActivationBits = activationBits };
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 32, 2], compression));
        var data = Problems.Spirals(200, 1);
        var options = new TrainingOptions { Epochs = 12, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), StepSize = StepSize.Learned, Threads = 1, QuantizeStart = 0.3 };

        var one = model.Train(data, options with { Output = File }).Checkpoint;
        var saving = options with { WorkingCheckpoint = Path.Combine(folder, "m.training"), SaveEvery = 3 };
        Assert.ThrowsAny<Exception>(() => model.Train(new DyingDataset(data, dieAfter: 1500), saving));
        var resumed = model.Train(data, saving with { Threads = 2 }).Checkpoint;

        Assert.True(one.ToBytes().AsSpan().SequenceEqual(resumed.ToBytes()), "the resumed run differs");
        var measured = new WeightGrid(WeightKind.Matrix, 32, 32, 2).Scales(one["fc2.weight"].ToFloats());
        Assert.NotEqual(measured, one["fc2.weight.scale"].ToFloats());
        var test = model.SelfTest(File, data);
        Assert.True(test.Passed, test.ToString());
        // The build takes the learned scales: with those of the weights it is another network.
        var other = one.With(CheckpointTensor.Of("fc2.weight.scale", new EquatableArray<int>(32), measured));
        Assert.NotEqual(Outputs(model.Load(one), data), Outputs(model.Load(other), data));
    }

    [Fact]
    public void Two_bits_learn_more_with_learned_steps()
    {
        var test = Problems.Spirals(500, 99);
        double ErrorOf(StepSize steps, ulong seed)
        {
            var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 16, 2], NetworkBuilder.Float with { Bits = 2 }));
            var options = new TrainingOptions { Epochs = 60, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), StepSize = steps, Threads = 1, Seed = seed };
            using var network = new TrainedNetwork(model.Network, model.Train(Problems.Spirals(500, seed), options).Checkpoint);
            return 1 - network.Evaluate(test).Confusion!.Accuracy;
        }

        var seeds = new ulong[] { 1, 2, 3 };
        var measured = seeds.Select(s => ErrorOf(StepSize.Measured, s)).ToArray();
        var learned = seeds.Select(s => ErrorOf(StepSize.Learned, s)).ToArray();
        output.WriteLine($"error measured {string.Join(" ", measured.Select(e => $"{e:0.000}"))}, learned {string.Join(" ", learned.Select(e => $"{e:0.000}"))}");
        Assert.True(learned.Average() < measured.Average());
    }

    [Fact]
    public unsafe void The_gradient_of_an_activations_step_is_its_definition()
    {
        var random = new CounterRandom(3, 0);
        foreach (var grid in new[] { ActivationGrid.FromRange(-1, 2), ActivationGrid.FromRange(0, 3, 4), ActivationGrid.FromRange(-2, 0, 5) })
        {
            var x = Enumerable.Range(0, 1001).Select(_ => random.NextFloat(-4, 4)).ToArray();
            var dy = x.Select(_ => random.NextFloat(-1, 1)).ToArray();
            var expected = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                // y = s * q: with q held fixed where it is clipped, and x / s + rounding error where it is not.
                var q = grid.Quantize(x[i]) - grid.ZeroPoint;
                var unclipped = Math.Round((double)(x[i] * grid.InverseScale));
                expected += dy[i] * (q == unclipped ? q - (x[i] / (double)grid.Scale) : q);
            }

            fixed (float* values = x, gradients = dy) Assert.Equal(expected, FakeQuantization.StepGradient(values, gradients, x.Length, grid), 1e-3);
        }
    }

    private static float[] Outputs(IModel model, InMemoryDataset data)
    {
        var batch = new Batch(data.Shape, data.Count);
        for (var i = 0; i < data.Count; i++) data.Append(i, batch);
        var result = new float[data.Count * model.Signature.OutputLength];
        for (var i = 0; i < data.Count; i++) model.Infer(batch.InputOf(i), result.AsSpan(i * model.Signature.OutputLength, model.Signature.OutputLength));
        return result;
    }
}
