using CompressDsl.Training.Tests.Generated;
using CompressDsl.Training.Tests.Teachers;

namespace CompressDsl.Training.Tests.Data;

/// <summary>Epochs of changing samples that are kept as one data set.</summary>
public sealed class FixedViewsTests
{
    private const int Samples = 40;
    private static readonly InMemoryDataset Lines = Problems.Lines(Samples, 1);

    [Fact]
    public void View_v_is_what_epoch_v_shows()
    {
        IDataSource blended = Blended();
        var views = new FixedViews(Blended(), views: 3, seed: 5);
        Assert.Equal(3 * Samples, views.Count);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var (shown, kept) = (new Batch(blended.Shape, Samples), new Batch(views.Shape, Samples));
            using var cursor = blended.Open(seed: 5, epoch);
            Assert.True(cursor.MoveNext(shown));
            foreach (var index in shown.Indices) views.Append((epoch * Samples) + index, kept);
            Assert.Equal(shown.Features, kept.Features);
            Assert.Equal(shown.Labels, kept.Labels);
            Assert.Equal(shown.Answers[0].Shares, kept.Answers[0].Shares);
            foreach (var (row, index) in shown.Indices.ToArray().Index()) Assert.Equal((epoch * Samples) + index, kept.Indices[row]);
        }
    }

    [Fact]
    public void Threads_that_read_at_once_see_the_same()
    {
        var views = new FixedViews(Blended(), views: 4);
        float[] Read(int index)
        {
            var batch = new Batch(views.Shape, 1);
            views.Append(index, batch);
            return batch.FeaturesOf(0).ToArray();
        }

        var alone = Enumerable.Range(0, views.Count).Select(Read).ToArray();
        var together = new float[views.Count][];
        System.Threading.Tasks.Parallel.For(0, views.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = Read(i));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_teacher_is_asked_about_every_view_once()
    {
        var views = new FixedViews(Blended(), views: 3);
        var teacher = new FunctionModel(72, 2, x => [x[0], x.Sum()]);
        using var runner = new ShardRunner(1);
        var answers = TeacherOutputs.Of(teacher, teacher.Signature, runner);
        using var outputs = new TeacherOutputs(answers, teacher.Signature, views, new DistillationOptions());
        var batch = new Batch(views.Shape, 16);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            using var cursor = ((IDataSource)views).Open(1, epoch);
            while (cursor.MoveNext(batch))
            {
                outputs.SetBatch(batch);
                for (var row = 0; row < batch.Rows; row++) Assert.Equal(batch.FeaturesOf(row)[0], outputs.Rows(0, row, 1)[0]);
            }
        }

        Assert.Equal(views.Count, teacher.Calls);
    }

    [Fact]
    public void Samples_that_do_not_change_are_refused()
    {
        Assert.Contains("The samples do not change", Refusal(() => new FixedViews(Lines, 2)));
        Assert.Contains("Views is 0; it must be at least 1.", Refusal(() => new FixedViews(Blended(), 0)));
        Assert.Contains("Views is 100000000; it must be such that", Refusal(() => new FixedViews(Blended(), 100_000_000)));
    }

    private static string Refusal(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;

    private static BlendedDataset Blended() => new(new AugmentedDataset(Lines, new ImageMoves(6, 6, 1, 1)));
}
