using CompressDsl.Training.Tests.Generated;

namespace CompressDsl.Training.Tests.Teachers;

/// <summary>What a run tells while its teacher answers all samples.</summary>
public sealed class TeacherProgressTests
{
    private static readonly TrainableModel Model = TrainableModel.Of(NetworkBuilder.Mlp([2, 8, 2], NetworkBuilder.Float));
    private static readonly DistillationOptions Options = new() { Epochs = 1, BatchSize = 50, Threads = 1 };

    [Fact]
    public void The_answers_are_counted_before_the_first_epoch()
    {
        var reports = Reports(Options, wait: TimeSpan.FromMilliseconds(300));
        var answering = reports.TakeWhile(r => r.TeacherAnswers is not null).ToList();
        Assert.Equal([256, 512, 600], answering.Select(r => r.TeacherAnswers!.Value));
        Assert.All(answering, r => Assert.Equal((0, 0L, 600), (r.Epoch, r.Step, r.TeacherSamples)));
        Assert.All(answering, r => Assert.InRange(r.SamplesPerSecond, 1, 256 / 0.3));
        Assert.True(answering[0].Left > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, answering[^1].Left);
        Assert.All(reports.Skip(answering.Count), r => Assert.Null(r.TeacherAnswers));
        Assert.True(reports[^1] is { EndsEpoch: true, Epoch: 1 });
    }

    [Fact]
    public void A_teacher_that_answers_every_batch_is_not_counted() =>
        Assert.All(Reports(Options with { CacheTeacher = false }, TimeSpan.Zero), r => Assert.Null(r.TeacherAnswers));

    [Fact]
    public void Answers_that_lie_in_a_file_are_not_counted_again()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { TeacherCache = folder.File("answers") };
        Assert.Contains(Reports(options, TimeSpan.Zero), r => r.TeacherAnswers == 600);
        Assert.All(Reports(options, TimeSpan.Zero), r => Assert.Null(r.TeacherAnswers));
    }

    private static List<TrainingProgress> Reports(DistillationOptions options, TimeSpan wait)
    {
        BatchTeacher teacher = (batch, answers) =>
        {
            Thread.Sleep(wait);
            batch.Features.CopyTo(answers);
        };
        var reports = new Reporter();
        Model.Distill(teacher, Problems.Spirals(600, 1), options, reports);
        return reports.Seen;
    }

    private sealed class Reporter : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Seen { get; } = [];

        public void Report(TrainingProgress value) => Seen.Add(value);
    }
}
