using CompressDsl.Core;
using CompressDsl.Training.Tests.Generated;
using CompressDsl.Training.Tests.Parallel;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Hints;

/// <summary>Hints from C# source to trained networks.</summary>
public sealed class HintTrainingTests(ITestOutputHelper output)
{
    private static readonly Lazy<TrainedNetwork> Taught = new(() => TeacherOf(HintModels.Spirals, Problems.Spirals(800, 1), 40));

    private static DistillationOptions Options(int epochs = 3) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1,
    };

    private static TrainedNetwork TeacherOf(SourceModels models, InMemoryDataset data, int epochs) =>
        new(models.Network("Teacher"), models.Train("Teacher", data, Options(epochs)).Checkpoint, threads: 1);

    private static TrainingResult Distill(DistillationOptions options, InMemoryDataset? data = null) =>
        HintModels.Spirals.Distill("Student", Taught.Value, data ?? Problems.Spirals(200, 1), options);

    [Theory]
    [InlineData("ByFeatures")]
    [InlineData("ByDistances")]
    [InlineData("ByAngles")]
    public void A_narrow_student_learns_more_of_few_samples_with_hints(string student)
    {
        var (train, test) = (Problems.Spirals(64, 3), Problems.Spirals(1000, 4));
        using var teacher = TeacherOf(HintModels.Narrow, Problems.Spirals(800, 1), 60);
        var means = new double[2];
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var options = Options(200) with { Seed = seed, Validation = test };
            double[] found = [Accuracy(options with { HintWeight = 0 }), Accuracy(options with { HintWeight = 10 })];
            output.WriteLine(FormattableString.Invariant($"seed {seed}: {found[0]:P1} by soft targets, {found[1]:P1} with hints"));
            for (var i = 0; i < found.Length; i++) means[i] += found[i] / 3;
        }

        output.WriteLine(FormattableString.Invariant($"{student}: mean {means[0]:P1}, {means[1]:P1}"));
        Assert.True(means[1] > means[0] + 0.03, $"{means[1]} with hints, {means[0]} without");

        double Accuracy(DistillationOptions options) => HintModels.Narrow.Distill(student, teacher, train, options).Validation!.Accuracy;
    }

    [Fact]
    public void What_hints_learn_is_reported_and_gets_less()
    {
        var epochs = Distill(Options(20)).History.Epochs;
        output.WriteLine(string.Join(" ", epochs.Select(e => FormattableString.Invariant($"{e.HintLoss:0.0000}"))));
        Assert.True(epochs[^1].HintLoss < 0.6 * epochs[0].HintLoss, $"{epochs[^1].HintLoss} after {epochs[0].HintLoss}");
        Assert.All(Distill(Options() with { HintWeight = 0 }).History.Epochs, e => Assert.Null(e.HintLoss));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 13)]
    public void A_run_that_is_stopped_ends_in_the_same_bits_on_any_threads(int threads, int stopAfter)
    {
        using var folder = new TemporaryFolder();
        var straight = Distill(Options(4));
        var saving = Options(4) with { WorkingCheckpoint = folder.File("m.training"), SaveEvery = 3, Threads = threads };
        Assert.ThrowsAny<Exception>(() => HintModels.Spirals.Distill("Student", Taught.Value, new DyingDataset(Problems.Spirals(200, 1), 32 * stopAfter), saving));
        var resumed = Distill(saving with { Threads = 4 - threads });
        Assert.Equal(straight.Checkpoint.ToBytes(), resumed.Checkpoint.ToBytes());
        Assert.Equal(straight.History.Epochs.Select(e => e.HintLoss), resumed.History.Epochs.Select(e => e.HintLoss));
        var error = Assert.Throws<InvalidOperationException>(() => Distill(saving with { HintWeight = 2 }));
        Assert.Contains("HintWeight", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranks_end_where_one_process_ends(int size)
    {
        var options = Options() with { Optimizer = new Sgd { Momentum = 0.9f } };
        var alone = Distill(options);
        var ranks = ThreadRanks.Run(size, r => Distill(options with { Communicator = r }));
        Assert.All(ranks, r => Assert.Equal(ranks[0].Checkpoint.ToBytes(), r.Checkpoint.ToBytes()));
        Assert.All(alone.Checkpoint["trunk.weight"].ToFloats().Zip(ranks[0].Checkpoint["trunk.weight"].ToFloats()), w => Assert.Equal(w.First, w.Second, 1e-3f));
        Assert.Equal(alone.History.Epochs[^1].HintLoss!.Value, ranks[1].History.Epochs[^1].HintLoss!.Value, 1e-4);
    }

    [Fact]
    public void Hints_of_the_network_itself_act_without_a_teacher_and_move_what_they_are_on_only()
    {
        var data = Problems.Spirals(200, 1);
        var options = Options(1) with { Optimizer = new Sgd(), Schedule = LearningRateSchedule.Constant(0.01), BatchSize = 200, ShardRows = 25 };
        var plain = HintModels.Spirals.Train("Student", data, options with { HintWeight = 0 });
        var hinted = HintModels.Spirals.Train("Student", data, options);
        Assert.NotNull(hinted.History.Epochs[0].HintLoss);
        Assert.Equal(plain.Checkpoint["head.weight"].ToFloats(), hinted.Checkpoint["head.weight"].ToFloats());
        Assert.NotEqual(plain.Checkpoint["early.weight"].ToFloats(), hinted.Checkpoint["early.weight"].ToFloats());
        Assert.NotEqual(plain.Checkpoint["trunk.weight"].ToFloats(), hinted.Checkpoint["trunk.weight"].ToFloats());
    }

    [Fact]
    public void Projections_are_not_in_the_finished_checkpoint() =>
        Assert.Equal(
            ["early.bias", "early.weight", "first.bias", "first.weight", "head.bias", "head.weight", "second.bias", "second.weight", "trunk.bias", "trunk.weight"],
            Distill(Options(1)).Checkpoint.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Images_are_compared_while_the_student_is_quantised()
    {
        var data = Problems.Lines(200, 1);
        using var teacher = TeacherOf(HintModels.Images, data, 6);
        var result = HintModels.Images.Distill("Student", teacher, data, Options(10) with { Validation = Problems.Lines(200, 2) });
        output.WriteLine(FormattableString.Invariant($"accuracy {result.Validation!.Accuracy:P1}, hints {result.History.Epochs[0].HintLoss:0.000} to {result.History.Epochs[^1].HintLoss:0.000}"));
        Assert.True(result.Validation.Accuracy > 0.9, $"accuracy {result.Validation.Accuracy}");
        Assert.True(result.History.Epochs[^1].HintLoss < result.History.Epochs[0].HintLoss);
    }

    [Fact]
    public void A_teacher_that_shows_nothing_inside_is_refused_with_what_to_give()
    {
        var data = Problems.Spirals(64, 1);
        var compiled = HintModels.Spirals.Load("Teacher", HintModels.Spirals.Train("Teacher", data, Options(1)).Checkpoint);
        foreach (object teacher in new object[] { compiled, new BatchTeacher((_, outputs) => outputs.Clear()) })
        {
            var error = Assert.Throws<InvalidOperationException>(() => HintModels.Spirals.Distill("Student", teacher, data, Options(1)));
            Assert.Equal(
                "The hint 'trunk from blocks.1: Features projected * 0.5' of Demo.Student needs values inside the teacher, which a compiled network or a delegate does not show: give "
                + "new TrainedNetwork(Teacher.CreateTrainingNetwork(), Checkpoint.Load(path)) as the teacher, or train without hints (HintWeight = 0).",
                error.Message);
            Assert.NotNull(HintModels.Spirals.Distill("Student", teacher, data, Options(1) with { HintWeight = 0 }));
        }

        using var other = TeacherOf(HintModels.Narrow, data, 1);
        var named = Assert.Throws<InvalidOperationException>(() => HintModels.Spirals.Distill("Student", other, data, Options(1)));
        Assert.Contains("Demo.Teacher shows no values of 'blocks.1', from which 'trunk' of Demo.Student learns", named.Message, StringComparison.Ordinal);
        using var images = TeacherOf(HintModels.Images, Problems.Lines(32, 1), 1);
        Assert.Throws<ArgumentException>(() => HintModels.Spirals.Distill("Student", images, data, Options(1)));
    }

    [Theory]
    [InlineData(-1f, null)]
    [InlineData(1f, -0.5f)]
    [InlineData(float.NaN, null)]
    public void A_factor_out_of_range_is_refused(float from, float? to)
    {
        var error = Assert.Throws<ArgumentException>(() => Distill(Options(1) with { HintWeight = from, FinalHintWeight = to }));
        Assert.Contains("HintWeight", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_allocates_nothing(bool areLayersKept)
    {
        using var folder = new TemporaryFolder();
        var network = HintModels.Spirals.Network("Student");
        var options = Options(StepAllocations.Epochs) with { HintCache = areLayersKept ? folder.File("teacher.layers") : null };
        using var run = new TrainingRun(network, Problems.Spirals(320, 1), options, null);
        run.Teacher = new TeacherOutputs(run.TeacherOf(Taught.Value), run.Signature, Problems.Spirals(320, 1), options);
        run.LearnHints(
            [new("early", "head", HintLoss.Features, 0.1f) { IsOfSelf = true }, new("trunk", "blocks.1", HintLoss.Features, 1) { IsProjected = true }, new("second", "blocks.2", HintLoss.RelationalDistance, 1), new("second", "blocks.2", HintLoss.RelationalAngle, 1)],
            static hints =>
            {
                hints.Note(0, FeatureLoss.Compute(hints.Of(0)));
                hints.Note(1, FeatureLoss.Compute(hints.Of(1), hints.Projection(1)));
                hints.Note(2, RelationalDistanceLoss.Compute(hints.Of(2)));
                hints.Note(3, RelationalAngleLoss.Compute(hints.Of(3)));
            });
        Assert.Equal(0, StepAllocations.Least(run, static answers => answers.HardLoss(0)));
    }
}
