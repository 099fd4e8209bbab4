using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>The self-test lets a network pass that was compiled from what was trained, and no other one.</summary>
public sealed class SelfTestTests(ITestOutputHelper output)
{
    private static readonly InMemoryDataset Test = Problems.Spirals(400, 2);

    private static (TrainableModel Model, Checkpoint Checkpoint) Trained(int bits)
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 32, 2], NetworkBuilder.Float with { Bits = bits }));
        var options = new TrainingOptions { Epochs = 25, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1 };
        return (model, model.Train(Problems.Spirals(400, 1), options).Checkpoint);
    }

    private static SelfTestResult Compare(TrainableModel model, Checkpoint trained, Checkpoint compiled)
    {
        using var network = new TrainedNetwork(model.Network, trained);
        return network.SelfTest(model.Load(compiled), Test);
    }

    [Fact]
    public void One_wrong_weight_in_any_layer_fails()
    {
        var (model, checkpoint) = Trained(bits: 8);

        var same = Compare(model, checkpoint, checkpoint);
        output.WriteLine($"the same network: {same}");
        Assert.True(same.Passed, same.ToString());
        foreach (var layer in checkpoint.Tensors.Where(t => t.Name.EndsWith(".weight", StringComparison.Ordinal)))
        {
            var wrong = Compare(model, checkpoint, checkpoint.With(WrongSign.Of(layer)));
            output.WriteLine($"{layer.Name} with one wrong sign: {wrong}");
            Assert.True(wrong.LargestDifference > wrong.Limit, $"{layer.Name}: {wrong}");
            Assert.False(wrong.Passed);
            Assert.StartsWith("FAILED", wrong.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(QuantizationMode.Static)]
    [InlineData(QuantizationMode.Dynamic)]
    [InlineData(QuantizationMode.WeightOnly)]
    public void A_network_with_groups_is_compiled_as_it_was_trained(QuantizationMode mode)
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 64, 64, 2], NetworkBuilder.Float with { Bits = 4, Mode = mode, Grid = new() { GroupSize = 32 } }));
        var options = new TrainingOptions { Epochs = 25, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1 };
        var checkpoint = model.Train(Problems.Spirals(400, 1), options).Checkpoint;

        Assert.Equal(2 * 64, checkpoint["fc2.weight.scale"].Count);
        var same = Compare(model, checkpoint, checkpoint);
        output.WriteLine(same.ToString());
        Assert.True(same.Passed, same.ToString());
        Assert.False(Compare(model, checkpoint, checkpoint.With(WrongSign.Of(checkpoint["head.weight"]))).Passed);
    }

    [Theory]
    [InlineData(QuantizationMode.Static)]
    [InlineData(QuantizationMode.WeightOnly)]
    public void A_network_with_codebooks_is_compiled_as_it_was_trained(QuantizationMode mode)
    {
        var compression = NetworkBuilder.Float with { Bits = 4, Mode = mode, Grid = new() { HasCodebook = true }, Sparsity = 0.5 };
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 64, 64, 2], compression));
        var options = new TrainingOptions { Epochs = 25, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1 };
        var checkpoint = model.Train(Problems.Spirals(400, 1), options).Checkpoint;

        Assert.InRange(checkpoint["fc2.weight.codebook"].Count, 4, 16);
        var same = Compare(model, checkpoint, checkpoint);
        output.WriteLine(same.ToString());
        Assert.True(same.Passed, same.ToString());
        Assert.False(Compare(model, checkpoint, checkpoint.With(WrongSign.Of(checkpoint["head.weight"]))).Passed);
    }

    [Theory]
    [InlineData(1, Granularity.PerChannel, false, true)]
    [InlineData(1, Granularity.PerTensor, true, true)]
    [InlineData(4, Granularity.PerTensor, false, true)]
    [InlineData(4, Granularity.PerChannel, true, true)]
    [InlineData(4, Granularity.PerChannel, false, false)]
    [InlineData(7, Granularity.PerTensor, true, false)]
    [InlineData(8, Granularity.PerChannel, false, false)]
    [InlineData(8, Granularity.PerTensor, false, false)]
    [InlineData(4, Granularity.PerChannel, false, false, 16)]
    [InlineData(8, Granularity.PerChannel, false, false, 16)]
    public void A_network_is_compiled_on_the_grid_that_it_was_trained_on(
        int bits, Granularity granularity, bool isPowerOfTwo, bool isSymmetric, int groupSize = 0)
    {
        var grid = new GridDetails { Granularity = granularity, HasPowerOfTwoScales = isPowerOfTwo, IsAsymmetric = !isSymmetric, GroupSize = groupSize };
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 64, 64, 2], NetworkBuilder.Float with { Bits = bits, Grid = grid }));
        var options = new TrainingOptions { Epochs = 25, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1 };
        var checkpoint = model.Train(Problems.Spirals(400, 1), options).Checkpoint;

        var scales = checkpoint["fc2.weight.scale"].ToFloats();
        Assert.Equal(granularity == Granularity.PerTensor ? 1 : groupSize > 0 ? 64 * 64 / groupSize : 64, scales.Length);
        Assert.Equal(isPowerOfTwo, scales.All(s => float.Log2(s) == MathF.Round(float.Log2(s))));
        var same = Compare(model, checkpoint, checkpoint);
        output.WriteLine(same.ToString());
        Assert.True(same.Passed, same.ToString());
        Assert.False(Compare(model, checkpoint, checkpoint.With(WrongSign.Of(checkpoint["head.weight"]))).Passed);
    }

    [Theory]
    [InlineData(QuantizationMode.Static, 4)]
    [InlineData(QuantizationMode.Dynamic, 5)]
    public void A_network_with_few_activation_bits_is_compiled_as_it_was_trained(QuantizationMode mode, int bits)
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 64, 64, 2], NetworkBuilder.Float with { Bits = 8, Mode = mode, ActivationBits = bits }));
        var options = new TrainingOptions { Epochs = 25, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1 };
        var checkpoint = model.Train(Problems.Spirals(400, 1), options).Checkpoint;

        var same = Compare(model, checkpoint, checkpoint);
        output.WriteLine(same.ToString());
        Assert.True(same.Passed, same.ToString());
        Assert.False(Compare(model, checkpoint, checkpoint.With(WrongSign.Of(checkpoint["head.weight"]))).Passed);
    }

    [Fact]
    public void A_step_is_that_of_the_last_activation_times_the_largest_weight()
    {
        var (model, checkpoint) = Trained(bits: 8);
        var range = checkpoint["head.input.range"].ToFloats();
        var largest = checkpoint["head.weight"].ToFloats().Max(Math.Abs);
        var outputs = Outputs(model.Load(checkpoint));

        var step = Compare(model, checkpoint, checkpoint).Step;

        var expected = ActivationGrid.FromRange(range[0], range[1]).Scale * largest;
        output.WriteLine($"step {step}, of the layer {expected}, of the range {(outputs.Max() - outputs.Min()) / 255}");
        Assert.InRange(step - expected, 0, outputs.Max(Math.Abs) / 32768);
        Assert.True(step < (outputs.Max() - outputs.Min()) / 255.0);
    }

    [Fact]
    public void A_float_network_may_differ_by_rounding_alone()
    {
        var (model, checkpoint) = Trained(bits: 32);

        var self = Compare(model, checkpoint, checkpoint);

        output.WriteLine(self.ToString());
        Assert.True(self.Passed, self.ToString());
        Assert.InRange(self.Step, 0, Outputs(model.Load(checkpoint)).Max(Math.Abs) / 32768);
        Assert.False(Compare(model, checkpoint, checkpoint.With(WrongSign.Of(checkpoint["head.weight"]))).Passed);
    }

    private static float[] Outputs(IModel model)
    {
        var batch = new Batch(Test.Shape, Test.Count);
        for (var i = 0; i < Test.Count; i++) Test.Append(i, batch);
        var results = new float[Test.Count][];
        for (var i = 0; i < results.Length; i++) model.Infer(batch.InputOf(i), results[i] = new float[model.Signature.OutputLength]);
        return [.. results.SelectMany(r => r)];
    }
}
