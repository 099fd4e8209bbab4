using CompressDsl.Core;
using CompressDsl.Training.Tests.Generated;
using CompressDsl.Training.Tests.Parallel;

namespace CompressDsl.Training.Tests.Hints;

/// <summary>A teacher's layers that are computed once and kept in a file.</summary>
public sealed class HintCacheTests : IDisposable
{
    // Neither a multiple of the batch nor of the shard: the last ones are smaller.
    private const int Samples = 203;

    private static readonly Lazy<TrainedNetwork> Taught = new(() => TeacherOf(HintModels.Spirals, Problems.Spirals(400, 1)));
    private static readonly InMemoryDataset Data = Problems.Spirals(Samples, 1);
    private readonly TemporaryFolder folder = new();

    private string Layers => folder.File("teacher.layers");

    private DistillationOptions Kept => Options with { HintCache = Layers };

    private static DistillationOptions Options => new() { Epochs = 3, BatchSize = 32, ShardRows = 7, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 2 };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_student_of_kept_layers_has_the_same_bytes()
    {
        var straight = Distill(Options);
        var kept = Distill(Kept);
        var written = File.ReadAllBytes(Layers);
        // blocks.1 and blocks.2, which two hints share.
        Assert.Equal(128 + (Samples * (32 + 32) * sizeof(float)), written.Length);
        AssertSame(straight, kept);
        AssertSame(straight, Distill(Kept with { Threads = 1 }));
        Assert.Equal(written, File.ReadAllBytes(Layers));
        AssertSame(straight, Distill(Kept with { TeacherCache = folder.File("teacher.answers") }));
    }

    [Fact]
    public void A_quantised_student_of_kept_images_has_the_same_bytes()
    {
        var data = Problems.Lines(75, 1);
        using var teacher = TeacherOf(HintModels.Images, data);
        TrainingResult Train(DistillationOptions options) => HintModels.Images.Distill("Student", teacher, data, options);
        var straight = Train(Options);
        AssertSame(straight, Train(Kept));
        AssertSame(straight, Train(Kept));
    }

    [Fact]
    public void A_run_that_is_stopped_ends_in_the_same_bytes()
    {
        var straight = Distill(Options);
        var saving = Kept with { WorkingCheckpoint = folder.File("m.training"), SaveEvery = 2 };
        // Read for the answers, for the fingerprint of the samples, for that of the teacher and for the layers; then come four batches.
        var before = Samples + Samples + 16 + Samples;
        Assert.ThrowsAny<Exception>(() => Distill(saving, new DyingDataset(Data, before + (4 * 32) + 1)));
        Assert.True(File.Exists(Layers));
        Assert.True(TrainingState.Load(folder.File("m.training")).Step > 0);
        AssertSame(straight, Distill(saving));
    }

    [Fact]
    public void A_file_of_another_teacher_or_of_other_samples_is_refused()
    {
        Distill(Kept);
        var bytes = File.ReadAllBytes(Layers);
        using var other = TeacherOf(HintModels.Spirals, Problems.Spirals(400, 2));
        Assert.Contains("is of another teacher", Refusal(() => HintModels.Spirals.Distill("Student", other, Data, Kept)));
        Assert.Contains("has the values of a teacher's layers for other samples than these 203", Refusal(() => Distill(Kept, Problems.Spirals(Samples, 2))));
        Assert.Contains("for other samples than these 99", Refusal(() => Distill(Kept, Problems.Spirals(99, 1))));
        Assert.Equal(bytes, File.ReadAllBytes(Layers));
    }

    [Fact]
    public void A_file_of_other_layers_or_of_answers_is_refused()
    {
        Distill(Kept with { TeacherCache = folder.File("teacher.answers") });
        using var run = new TrainingRun(HintModels.Spirals.Network("Student"), Data, Kept, null);
        run.TeacherOf(Taught.Value);
        Assert.Contains(
            "has something else than the values of a teacher's layers (blocks.2[32]); name another file, or delete it.",
            Refusal(() => run.LearnHints([new("early", "blocks.2", HintLoss.RelationalDistance, 1)], _ => { })));
        Assert.Contains(
            "has something else than the values of a teacher's layers (blocks.1[32], blocks.2[32])",
            Refusal(() => Distill(Options with { HintCache = folder.File("teacher.answers") })));
        Assert.Contains("has something else than a teacher's answers", Refusal(() => Distill(Options with { TeacherCache = Layers })));
    }

    [Theory]
    [InlineData(0, "is not a file of teacher's answers")]
    [InlineData(130, "is damaged")]
    [InlineData(-1, "is damaged")]
    public void A_damaged_file_is_refused(int at, string message)
    {
        Distill(Kept);
        var bytes = File.ReadAllBytes(Layers);
        if (at >= 0) bytes[at] ^= 1;
        File.WriteAllBytes(Layers, at >= 0 ? bytes : bytes[..^5]);
        Assert.Contains(message, Refusal(() => Distill(Kept)));
    }

    [Fact]
    public void Samples_that_change_are_refused_and_fixed_views_of_them_are_not()
    {
        var data = Problems.Lines(40, 1);
        var moved = new AugmentedDataset(data, new ImageMoves(12, 6, Rows: 1, Columns: 1));
        using var teacher = TeacherOf(HintModels.Images, data);
        TrainingResult Train(IDataSource samples, DistillationOptions options) => HintModels.Images.Distill("Student", teacher, samples, options);
        var changing = Assert.Throws<ArgumentException>(() => Train(moved, Kept with { CacheTeacher = false }));
        Assert.Contains("but the data changes in every epoch", changing.Message, StringComparison.Ordinal);
        Assert.Contains("Leave it null, or give FixedViews of the data.", changing.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Layers));
        var views = new FixedViews(moved, views: 2);
        AssertSame(Train(views, Options), Train(views, Kept));
    }

    [Fact]
    public void A_stream_is_refused()
    {
        var stream = new StreamingDataset(Data.Shape, () => Enumerable.Repeat(Sample.Of([0.1f, 0.2f], 1), 64));
        var error = Assert.Throws<ArgumentException>(() => Distill(Kept with { CacheTeacher = false }, stream));
        Assert.Contains("but the data is a stream", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Equal("HintCache is ''; it must be a path or null.", Problem(new() { HintCache = " " }));
        Assert.Equal("HintCache is 'a'; it must be another file than TeacherCache.", Problem(new() { HintCache = "a", TeacherCache = "a" }));
        var ranks = ThreadRanks.Run(2, r => Problem(new() { HintCache = "a", Communicator = r }));
        Assert.All(ranks, r => Assert.Equal("HintCache is 'a'; it must be null on several ranks.", r));
    }

    [Fact]
    public void Without_hints_nothing_is_kept()
    {
        AssertSame(Distill(Options with { HintWeight = 0 }), Distill(Kept with { HintWeight = 0 }));
        Assert.False(File.Exists(Layers));
    }

    private static TrainedNetwork TeacherOf(SourceModels models, InMemoryDataset data) =>
        new(models.Network("Teacher"), models.Train("Teacher", data, Options).Checkpoint, threads: 1);

    private static TrainingResult Distill(DistillationOptions options, IDataSource? data = null) =>
        HintModels.Spirals.Distill("Student", Taught.Value, data ?? Data, options);

    private static string Refusal(Action action) => Assert.Throws<InvalidDataException>(action).Message;

    private static string Problem(DistillationOptions options) => Assert.Throws<ArgumentException>(options.Validate).Message;

    private static void AssertSame(TrainingResult expected, TrainingResult actual)
    {
        Assert.Equal(expected.Checkpoint.ToBytes(), actual.Checkpoint.ToBytes());
        Assert.Equal(expected.History.Epochs.Select(e => e.HintLoss), actual.History.Epochs.Select(e => e.HintLoss));
    }
}
