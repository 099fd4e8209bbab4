using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>A network with two outputs: the spiral of a point, and its distance from the centre.</summary>
public sealed class SeveralOutputsTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Compression Quantized = NetworkBuilder.Float with { Bits = 8 };
    private static readonly string[] Names = ["arm", "radius"];

    private readonly string folder = Directory.CreateTempSubdirectory("outputs").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string PathOf(string name) => Path.Combine(folder, name);

    private static TrainableModel Model(Compression compression, params string[] names)
    {
        var b = new NetworkBuilder();
        var hidden = b.Add(new Relu(), "relu1", b.Linear("fc1", b.Input(2), 32, compression));
        hidden = b.Add(new Relu(), "relu2", b.Linear("fc2", hidden, 32, compression));
        var arm = b.Linear("arm", hidden, 2, compression);
        var radius = b.Linear("radius", hidden, 1, compression);
        return TrainableModel.Of(names[0] == "arm" ? b.Build(arm, radius) : b.Build(radius, arm), names);
    }

    private static AnsweredDataset Data(int count, ulong seed)
    {
        var spirals = Problems.Spirals(count, seed);
        return new AnsweredDataset(spirals, Answer.Labels("arm", spirals.Labels.ToArray(), 2), Answer.Targets("radius", Radii(spirals), 1));
    }

    private static float[] Radii(IDataset points)
    {
        var batch = new Batch(points.Shape, points.Count);
        for (var i = 0; i < points.Count; i++) points.Append(i, batch);
        return [.. Enumerable.Range(0, points.Count).Select(i => MathF.Sqrt((batch.FeaturesOf(i)[0] * batch.FeaturesOf(i)[0]) + (batch.FeaturesOf(i)[1] * batch.FeaturesOf(i)[1])))];
    }

    private static TrainingOptions Options(int epochs) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1,
    };

    [Fact]
    public void Both_outputs_are_learned_and_the_compiled_network_is_the_trained_one()
    {
        var model = Model(Quantized, Names);
        var test = Data(400, 2);

        var result = model.Train(Data(800, 1), Options(60) with { Validation = test, Output = PathOf("m.safetensors"), Outputs = new(new OutputOptions("radius", 2)) });
        var self = model.SelfTest(PathOf("m.safetensors"), test);
        var compiled = Evaluator.Evaluate(model.Load(Checkpoint.Load(PathOf("m.safetensors"))), test);

        var trained = result.Validation!;
        output.WriteLine($"accuracy {trained.Output("arm").Accuracy}, radius {trained.Output("radius").Loss}, self-test {self}");
        Assert.True(trained.Output("arm").Accuracy >= 0.95, $"accuracy {trained.Output("arm").Accuracy}");
        Assert.True(trained.Output("radius").Loss <= 0.002, $"loss {trained.Output("radius").Loss}");
        Assert.Equal(trained.Output("arm").Loss + (2 * trained.Output("radius").Loss), trained.Loss, 1e-9);
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(trained.Output("arm").Accuracy, compiled.Output("arm").Accuracy);
        Assert.Equal(trained.Output("radius").Loss, compiled.Output("radius").Loss, 1e-4);
        Assert.Equal(Names, result.Best.Outputs.Select(o => o.Output));
        Assert.Equal(trained.Output("radius").Loss, result.Best.Outputs[1].ValidationLoss, 1e-3);
    }

    [Fact]
    public void An_output_without_weight_or_without_answers_is_left_alone()
    {
        var model = Model(NetworkBuilder.Float, Names);
        var start = new NetworkParameters(model.Network.Plan);
        start.Start(new TrainingOptions().Seed);
        var before = start.ToCheckpoint()["radius.weight"].ToFloats();

        var unweighted = model.Train(Data(100, 1), Options(2) with { Outputs = new(new OutputOptions("radius", 0)) });
        var unanswered = model.Train(Problems.Spirals(100, 1), Options(2));

        Assert.Equal(before, unweighted.Checkpoint["radius.weight"].ToFloats());
        Assert.Equal(unweighted.Checkpoint.ToBytes(), unanswered.Checkpoint.ToBytes());
        Assert.NotEqual(start.ToCheckpoint()["arm.weight"].ToFloats(), unanswered.Checkpoint["arm.weight"].ToFloats());
    }

    [Fact]
    public void A_killed_run_goes_on_to_the_same_bytes_and_the_same_metrics()
    {
        var model = Model(Quantized with { Sparsity = 0.5 }, Names);
        var (data, options) = (Data(200, 1), Options(6) with { Validation = Data(50, 3) });
        var saving = options with { WorkingCheckpoint = PathOf("m.training"), SaveEvery = 5 };

        var straight = model.Train(data, options with { Threads = 2 });
        Assert.ThrowsAny<Exception>(() => model.Train(new DyingDataset(data, dieAfter: 900), saving));
        var resumed = model.Train(data, saving);

        Assert.Equal(straight.Checkpoint.ToBytes(), resumed.Checkpoint.ToBytes());
        Assert.Equal(straight.History.Epochs.SelectMany(e => e.Outputs), resumed.History.Epochs.SelectMany(e => e.Outputs));
    }

    [Theory]
    [InlineData("arm", "radius")]
    [InlineData("radius", "arm")]
    public void A_student_learns_both_outputs_from_a_teacher_by_name(string first, string second)
    {
        var teacher = Model(NetworkBuilder.Float, Names);
        var student = Model(Quantized, first, second);
        var (data, test) = (Data(800, 1), Data(400, 2));
        var session = teacher.Load(teacher.Train(data, Options(50)).Checkpoint);

        var result = student.Distill(session, data, new DistillationOptions
        {
            Epochs = 50, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Alpha = 1, Temperature = 2, Validation = test,
        });

        output.WriteLine($"{result.Validation!.Output("arm").Accuracy} {result.Validation.Output("radius").Loss}");
        Assert.True(result.Validation.Output("arm").Accuracy >= 0.94, $"accuracy {result.Validation.Output("arm").Accuracy}");
        Assert.True(result.Validation.Output("radius").Loss <= 0.003, $"loss {result.Validation.Output("radius").Loss}");
    }

    [Fact]
    public void Wrong_names_and_sizes_are_refused_with_the_users_names()
    {
        var model = Model(NetworkBuilder.Float, Names);
        var points = InMemoryDataset.Unlabelled(new float[20], 2);

        Refused("no output 'angle', which the data set has answers for; it has arm, radius", new AnsweredDataset(points, Answer.Targets("angle", new float[10], 1)), Options(1));
        Refused("gives 1 outputs as 'radius', but the data set has 3 targets", new AnsweredDataset(points, Answer.Targets("radius", new float[30], 3)), Options(1));
        Refused("no output 'angle', which the options name; it has arm, radius", Data(10, 1), Options(1) with { Outputs = new(new OutputOptions("angle")) });
        Refused("Weight of output 'arm'", Data(10, 1), Options(1) with { Outputs = new(new OutputOptions("arm", -1)) });
        var count = Assert.Throws<ArgumentException>(() => new AnsweredDataset(points, Answer.Targets("radius", new float[9], 1)));
        Assert.Contains("10 samples, but 9 answers for output 'radius'", count.Message, StringComparison.Ordinal);
        var teacher = TrainableModel.Of(NetworkBuilder.Mlp([2, 4, 2], NetworkBuilder.Float));
        var session = teacher.Load(teacher.Train(Problems.Spirals(20, 1), Options(1)).Checkpoint);
        var misfit = Assert.ThrowsAny<Exception>(() => model.Distill(session, Data(10, 1), new DistillationOptions { Epochs = 1, BatchSize = 10 }));
        Assert.Contains("gives output[2], the student Demo.Model gives arm[2] and radius[1]", misfit.Message, StringComparison.Ordinal);

        void Refused(string text, IDataset data, TrainingOptions options) =>
            Assert.Contains(text, Assert.ThrowsAny<Exception>(() => model.Train(data, options)).Message, StringComparison.Ordinal);
    }
}
