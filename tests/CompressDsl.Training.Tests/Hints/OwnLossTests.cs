using CompressDsl.Core;
using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Hints;

/// <summary>Losses written in the DSL, from C# source to trained networks.</summary>
public sealed unsafe class OwnLossTests(ITestOutputHelper output)
{
    private const string Layers = """
            private readonly Linear first = new(2, 12);
            private readonly Linear head = new(12, 2);
            private Value Forward([Input(2)] Value x) => head.Forward(Tanh(first.Forward(x)));
        """;

    private static readonly Lazy<SourceModels> LazyModels = new(() => SourceModels.Of($$"""
        public sealed partial class Teacher { {{Layers}} }
        [Distill(typeof(Teacher), Temperature = 1, Alpha = 1)]
        public sealed partial class Usual { {{Layers}} }
        [Quantize]
        public sealed partial class Entropy
        {
            {{Layers}}
            [Loss] private static Value Loss(Value outputs, Value targets) => Mul(-1, ReduceSum(Mul(targets, LogSoftmax(outputs))));
        }
        [Quantize]
        public sealed partial class QuantizedUsual { {{Layers}} }
        [Distill(typeof(Teacher))]
        public sealed partial class Soft
        {
            {{Layers}}
            private static Value Divergence(Value teacher, Value outputs) => ReduceSum(Mul(Softmax(teacher), Sub(LogSoftmax(teacher), LogSoftmax(outputs))));
            [Loss] private static Value Loss(Value teacher, Value outputs) => Divergence(teacher, outputs);
        }
        [Distill(typeof(Teacher))]
        public sealed partial class Strange
        {
            [Hint("first", Weight = 0.5)]
            private readonly Linear first = new(2, 8);
            private readonly Linear head = new(8, 2);
            private Value Forward([Input(2)] Value x) => head.Forward(Tanh(first.Forward(x)));
            [Loss] private static Value Loss(Value outputs, Value teacher, Value targets)
            {
                var far = Silu(Sub(outputs, teacher));
                return Add(ReduceMean(Mul(far, far)), Mul(0.3, Tanh(ReduceSum(Mul(Sub(outputs, targets), Sub(outputs, targets))))));
            }
        }
        """));

    private static SourceModels Models => LazyModels.Value;

    private static DistillationOptions Options => new()
    {
        Epochs = 3, BatchSize = 32, ShardRows = 8, Optimizer = new Sgd(), Schedule = LearningRateSchedule.Constant(0.1), Threads = 1,
    };

    [Theory]
    [InlineData("Entropy", "QuantizedUsual")]
    public void Cross_entropy_of_ones_own_trains_as_the_library_does(string own, string usual)
    {
        var data = Problems.Spirals(200, 1);
        AssertNear(Models.Train(usual, data, Options), Models.Train(own, data, Options));
    }

    [Fact]
    public void Soft_targets_of_ones_own_train_as_the_library_does()
    {
        var data = Problems.Spirals(200, 1);
        var teacher = Models.Load("Teacher", Models.Train("Teacher", data, Options).Checkpoint);
        AssertNear(Models.Distill("Usual", teacher, data, Options), Models.Distill("Soft", teacher, data, Options));
    }

    [Fact]
    public void The_loop_says_which_loss_it_is()
    {
        var loop = Models.Files["Demo.Strange.Training.Loop.g.cs"];
        Assert.Contains("// Loss(outputs, teacher, targets) of the model: the network computes it behind its output, one number per row.", loop, StringComparison.Ordinal);
        Assert.DoesNotContain("TeacherLoss", loop, StringComparison.Ordinal);
        Assert.DoesNotContain("OwnLoss", Models.Files["Demo.Usual.Training.Loop.g.cs"], StringComparison.Ordinal);
        output.WriteLine(loop[loop.IndexOf("file static class", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Hints_and_a_loss_go_together_and_threads_do_not_matter()
    {
        var data = Problems.Spirals(200, 1);
        using var teacher = new TrainedNetwork(Models.Network("Teacher"), Models.Train("Teacher", data, Options).Checkpoint, threads: 1);
        var one = Models.Distill("Strange", teacher, data, Options);
        Assert.Equal(one.Checkpoint.ToBytes(), Models.Distill("Strange", teacher, data, Options with { Threads = 3 }).Checkpoint.ToBytes());
        Assert.True(one.History.Epochs[^1].Loss < one.History.Epochs[0].Loss);
        Assert.NotNull(one.History.Epochs[0].HintLoss);
    }

    [Fact]
    public void A_run_goes_on_with_the_loss_that_it_began_with()
    {
        using var folder = new TemporaryFolder();
        var (data, options) = (Problems.Spirals(200, 1), Options with { WorkingCheckpoint = folder.File("m.training"), SaveEvery = 2 });
        Assert.ThrowsAny<Exception>(() => Models.Train("Entropy", new DyingDataset(data, 160), options));
        Assert.Equal(Models.Train("Entropy", data, Options).Checkpoint.ToBytes(), Models.Train("Entropy", data, options).Checkpoint.ToBytes());
        var state = TrainingState.Load(folder.File("m.training"));
        Assert.Equal(16, state.Settings.Single(s => s.Name == "Loss").Value.Length);
    }

    [Fact]
    public void A_loss_that_compares_with_a_teacher_needs_one()
    {
        var error = Assert.ThrowsAny<Exception>(() => Models.Train("Soft", Problems.Spirals(64, 1), Options));
        Assert.Contains("The loss of Demo.Soft compares with a teacher: call Distill.", (error.InnerException ?? error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_class_have_no_loss()
    {
        var data = new AnsweredDataset(InMemoryDataset.Unlabelled([0.5f, 1, -1, 0.25f], 2), Answer.Labels("output", [1, Answer.NotLearned], 2, places: 1));
        var options = Options with { BatchSize = 2, ShardRows = 2 };
        var (usual, half) = (Models.Train("QuantizedUsual", data, options), Models.Train("Entropy", data, options));
        AssertNear(usual, half);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_are_central_differences(int seed)
    {
        output.WriteLine($"seed {seed}");
        var network = Models.Network("Strange");
        var plan = network.Plan;
        var (parameters, gradients, data) = (new NetworkParameters(plan), new PinnedFloats(plan.ParameterFloats), Problems.Spirals(4, (ulong)seed));
        parameters.Start((ulong)seed);
        var batch = new Batch(data.Shape, 4);
        for (var i = 0; i < 4; i++) data.Append(i, batch);
        var shard = new Shard(plan, 4) { Parameters = parameters.Effective, Gradients = gradients.Pointer, Settings = new PassSettings(true, false, false, false) };
        shard.SetRows(batch, 0, 4);
        Loss(network, shard);
        shard.OwnLossGradient.Fill(1);
        shard.OutputGradientOf(0).Clear();
        shard.ClearFeatureGradients();
        network.Backward(shard);
        for (var p = 0; p < plan.Parameters.Count; p++)
        {
            var values = parameters.SpanOf(p);
            for (var i = 0; i < values.Length; i++)
            {
                var old = values[i];
                values[i] = old + 0.01f;
                var above = Loss(network, shard);
                values[i] = old - 0.01f;
                var below = Loss(network, shard);
                values[i] = old;
                Assert.Equal((above - below) / 0.02, gradients.Span[plan.Parameters[p].Offset + i], 1e-3);
            }
        }
    }

    private static double Loss(TrainingNetwork network, Shard shard)
    {
        for (var i = 0; i < 8; i++) (shard.OwnTargets[i], shard.OwnTeacher[i]) = (i % 2, 0.3f * (i - 4));
        network.Forward(shard);
        var sum = 0.0;
        foreach (var loss in shard.OwnLoss) sum += loss;
        return sum;
    }

    private static void AssertNear(TrainingResult expected, TrainingResult actual)
    {
        Assert.All(expected.Checkpoint.Tensors.Where(t => t.Name.EndsWith("weight", StringComparison.Ordinal)), t =>
            Assert.All(t.ToFloats().Zip(actual.Checkpoint[t.Name].ToFloats()), w => Assert.Equal(w.First, w.Second, 2e-4f)));
        Assert.Equal(expected.History.Epochs[^1].Loss, actual.History.Epochs[^1].Loss, 1e-4);
    }
}
