namespace CompressDsl.Training.Tests;

/// <summary>A small network trained by hand from the library's pieces, stopped and resumed.</summary>
public sealed class ResumeTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 5)]
    [InlineData(2, 13)]
    [InlineData(3, 30)]
    public void Stopped_anywhere_on_any_threads_it_ends_in_the_same_bits(int threads, int stopAfter)
    {
        using var folder = new TemporaryFolder();
        using var straight = new TinyTraining(threads: 1);
        straight.Run(40);
        using var first = new TinyTraining(threads);
        first.Run(stopAfter);
        first.Save(folder.File("tiny.training"));
        using var second = new TinyTraining(4 - threads);
        second.Resume(folder.File("tiny.training"));
        second.Run(40);
        Assert.Equal(straight.Parameters, second.Parameters);
        Assert.NotEqual(first.Parameters, second.Parameters);
    }

    [Fact]
    public void It_learns()
    {
        using var training = new TinyTraining(threads: 2);
        var before = training.Loss();
        training.Run(200);
        Assert.True(training.Loss() < 0.3 * before, $"loss {training.Loss()} after, {before} before");
    }
}
