using CompressDsl.Core;
using CompressDsl.Training.Tests.Generated;
using CompressDsl.Training.Tests.Hints;

namespace CompressDsl.Training.Tests.Teachers;

/// <summary>Teachers' answers that are kept, in memory and in files.</summary>
public sealed class TeacherCacheTests : IDisposable
{
    private static readonly InMemoryDataset Data = Problems.Spirals(300, 1);
    private static readonly ModelSignature Student = new FunctionModel(2, 2, x => x).Signature;
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("answers.teacher");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_gives_the_same_answers_and_the_teacher_is_not_asked_again()
    {
        var teacher = new FunctionModel(2, 2, x => [x[0] + x[1], x[0] * x[1]]);
        var fresh = Answers(teacher, new DistillationOptions { CacheTeacher = false });
        var (before, options) = (teacher.Calls, new DistillationOptions { TeacherCache = File });
        Assert.Equal(fresh, Answers(teacher, options));
        Assert.Equal(before + Data.Count + 16, teacher.Calls);
        Assert.Equal(fresh, Answers(teacher, options));
        Assert.Equal(before + Data.Count + (2 * 16), teacher.Calls);
        Assert.False(System.IO.File.Exists(File + ".new"));
    }

    [Fact]
    public void Runs_that_want_the_same_file_at_once_ask_the_teacher_once()
    {
        var teachers = Enumerable.Range(0, 4).Select(_ => new FunctionModel(2, 2, x =>
        {
            Thread.Sleep(1);
            return [x[0] + x[1], x[0] * x[1]];
        })).ToArray();
        var answers = new float[teachers.Length][];
        System.Threading.Tasks.Parallel.For(0, teachers.Length, i => answers[i] = Answers(teachers[i], new DistillationOptions { TeacherCache = File }));
        Assert.All(answers, a => Assert.Equal(answers[0], a));
        Assert.Equal(Data.Count + (teachers.Length * 16), teachers.Sum(t => t.Calls));
        Assert.Equal([File], Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void Files_of_another_teacher_or_of_other_samples_are_refused()
    {
        var options = new DistillationOptions { TeacherCache = File };
        Answers(new FunctionModel(2, 2, x => x), options);
        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.Contains("another teacher", Refusal(new FunctionModel(2, 2, x => [x[0], x[1] + 1e-5f]), options));
        Assert.Contains("other samples", Refusal(new FunctionModel(2, 2, x => x), options, Problems.Spirals(300, 2)));
        Assert.Contains("other samples than these 299", Refusal(new FunctionModel(2, 2, x => x), options, Problems.Spirals(299, 1)));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [InlineData(0, "is not a file of teacher's answers")]
    [InlineData(130, "is damaged")]
    [InlineData(-1, "is damaged")]
    public void A_damaged_file_is_refused(int at, string message)
    {
        var options = new DistillationOptions { TeacherCache = File };
        Answers(new FunctionModel(2, 2, x => x), options);
        var bytes = System.IO.File.ReadAllBytes(File);
        if (at >= 0) bytes[at] ^= 1;
        System.IO.File.WriteAllBytes(File, at >= 0 ? bytes : bytes[..^5]);
        Assert.Contains(message, Refusal(new FunctionModel(2, 2, x => x), options));
    }

    [Fact]
    public void The_teacher_may_see_other_samples_than_the_student()
    {
        var larger = Problems.Spirals(300, 5);
        var teacher = new FunctionModel(2, 2, x => x);
        var expected = Answers(teacher, new DistillationOptions { CacheTeacher = false }, larger);
        foreach (var cached in new[] { true, false })
            Assert.Equal(expected, Answers(teacher, new DistillationOptions { CacheTeacher = cached, TeacherSamples = larger }));
        var problem = Assert.Throws<ArgumentException>(() => Answers(teacher, new DistillationOptions { TeacherSamples = Problems.Spirals(10, 1) }));
        Assert.Contains("TeacherSamples has 10 samples; the student's data has 300", problem.Message);
    }

    [Theory]
    [InlineData(false, 200, 0)]
    [InlineData(true, 100, 100)]
    public void Samples_of_the_teacher_change_in_their_own_way(bool areKept, int seen, int asTheyWere)
    {
        var samples = Problems.Lines(100, 1);
        var questions = new HashSet<string>();
        BatchTeacher teacher = (batch, outputs) =>
        {
            for (var row = 0; row < batch.Rows; row++) questions.Add(string.Join(' ', batch.FeaturesOf(row).ToArray()));
            outputs.Clear();
        };
        var options = new DistillationOptions
        {
            Epochs = 2, BatchSize = 25, Threads = 1, CacheTeacher = areKept, TeacherSamples = new AugmentedDataset(samples, new SoundMoves(Shift: 0, Gain: 6)),
        };
        HintModels.Images.Distill("Student", teacher, samples, options with { HintWeight = 0 });
        Assert.Equal(seen, questions.Count);
        var plain = new Batch(samples.Shape, samples.Count);
        for (var i = 0; i < samples.Count; i++) ((IDataset)samples).Append(i, plain);
        var unchanged = Enumerable.Range(0, samples.Count).Count(i => questions.Contains(string.Join(' ', plain.FeaturesOf(i).ToArray())));
        Assert.Equal(asTheyWere, unchanged);
    }

    [Theory]
    [InlineData("TeacherCache is ''; it must be a path or null.")]
    [InlineData("TeacherCache is 'a'; it must be null without CacheTeacher.")]
    [InlineData("FinalTemperature is 0; it must be above 0.")]
    [InlineData("FinalAlpha is 2; it must be in 0 to 1.")]
    public void Options_out_of_range_are_named(string message)
    {
        DistillationOptions[] wrong = [new() { TeacherCache = "" }, new() { TeacherCache = "a", CacheTeacher = false }, new() { FinalTemperature = 0 }, new() { FinalAlpha = 2 }];
        Assert.Contains(wrong, w => Assert.Throws<ArgumentException>(w.Validate).Message == message);
    }

    private static string Refusal(IModel teacher, DistillationOptions options, IDataset? data = null) =>
        Assert.Throws<InvalidDataException>(() => Answers(teacher, options, data)).Message;

    private static float[] Answers(IModel teacher, DistillationOptions options, IDataset? data = null)
    {
        data ??= Data;
        using var runner = new ShardRunner(2);
        using var outputs = new TeacherOutputs(TeacherOutputs.Of(teacher, Student, runner), Student, data, options);
        var batch = new Batch(data.Shape, 64);
        using var cursor = data.Open(seed: 1, epoch: 0);
        var answers = new float[data.Count * 2];
        while (cursor.MoveNext(batch))
        {
            outputs.SetBatch(batch);
            for (var row = 0; row < batch.Rows; row++) outputs.Rows(0, row, 1).CopyTo(answers.AsSpan(batch.Indices[row] * 2));
        }

        return answers;
    }
}
