namespace CompressDsl.Training.Tests;

public sealed class DatasetTests
{
    private static InMemoryDataset Numbers(int count) =>
        InMemoryDataset.FromLabels([.. Enumerable.Range(0, count).Select(i => (float)i)], [.. Enumerable.Range(0, count).Select(i => i % 3)], 3);

    [Fact]
    public void An_epoch_holds_every_sample_once_and_repeats_by_seed()
    {
        IDataSource data = Numbers(100);
        Assert.Equal(Enumerable.Range(0, 100), Draw(data, 1, 0).Order());
        Assert.Equal(Draw(data, 1, 0), Draw(data, 1, 0));
        Assert.NotEqual(Draw(data, 1, 0), Draw(data, 1, 1));
        Assert.NotEqual(Draw(data, 1, 0), Draw(data, 2, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void A_stream_holds_every_sample_once_and_repeats_by_seed(int buffer)
    {
        var stream = new StreamingDataset(new SampleShape(1, Classes: 3), () => Enumerable.Range(0, 100).Select(i => Sample.Of([(float)i], i % 3)), buffer);
        var order = Draw(stream, 1, 0);
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        Assert.Equal(order, Draw(stream, 1, 0));
        Assert.Equal(buffer == 1, order.SequenceEqual(Enumerable.Range(0, 100)));
        Assert.Equal(order.Skip(30), Draw(stream, 1, 0, skip: 30));
    }

    [Fact]
    public void Skipping_leaves_the_rest_as_it_was()
    {
        IDataSource data = Numbers(50);
        Assert.Equal(Draw(data, 4, 2).Skip(17), Draw(data, 4, 2, skip: 17));
    }

    [Fact]
    public void Token_ids_lie_behind_each_other_with_offsets()
    {
        var data = InMemoryDataset.FromTokens([[1, 2, 3], [], [4]], [0, 1, 0], classes: 2, maxTokens: 3);
        var batch = new Batch(data.Shape, 3);
        for (var i = 0; i < 3; i++) data.Append(i, batch);
        Assert.Equal([1, 2, 3, 4], batch.Tokens.ToArray());
        Assert.Equal([0, 3, 3, 4], batch.Offsets.ToArray());
        Assert.Equal([4], batch.InputOf(2).Tokens.ToArray());
        batch.Clear();
        data.Append(2, batch);
        Assert.Equal([4], batch.Tokens.ToArray());
        Assert.Throws<ArgumentException>(() => batch.AddRow(0, 0, [1, 2, 3, 4]));
    }

    [Fact]
    public void Splits_are_disjoint_and_of_the_sizes_asked_for()
    {
        var split = Split.Shuffled(Numbers(1000), 3, 0.7, 0.1);
        Assert.Equal((700, 100, 200), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(Enumerable.Range(0, 1000), Draw(split.Train, 1, 0).Concat(Draw(split.Validation, 1, 0)).Concat(Draw(split.Test, 1, 0)).Order());
    }

    [Fact]
    public void A_hash_split_does_not_depend_on_the_other_samples()
    {
        var many = Split.ByHash(Numbers(2000), i => $"text {i}", 0.7, 0.1);
        var few = Split.ByHash(Numbers(500), i => $"text {i}", 0.7, 0.1);
        Assert.Equal(Draw(few.Test, 1, 0).Order(), Draw(many.Test, 1, 0).Where(i => i < 500).Order());
        Assert.InRange(many.Train.Count, 1330, 1470);
        Assert.Equal(0.67164735018456712, Split.Fraction("text"));
    }

    [Fact]
    public void Samples_that_do_not_fit_are_named()
    {
        Assert.Contains("label 3", Assert.Throws<ArgumentException>(() => InMemoryDataset.FromLabels([1f], [3], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("Sample 0 has 2 token ids", Assert.Throws<ArgumentException>(() => InMemoryDataset.FromTokens([[1, 2]], [0], 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => InMemoryDataset.FromTargets(new float[5], 2, new float[2], 1));
        var stream = new StreamingDataset(new SampleShape(2, Classes: 2), () => [Sample.Of([1f], 0)]);
        Assert.Contains("Sample 0 has 1 features instead of 2", Assert.Throws<ArgumentException>(() => Draw(stream, 0, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_of_a_stream_may_answer_for_several_outputs()
    {
        var shape = new SampleShape(1) { Answers = new(new AnswerShape("kind", Classes: 3), new AnswerShape("size", Targets: 2)) };
        var batch = new Batch(shape, 4);
        Read(Sample.Of([5f], SampleAnswer.Of("size", [1f, 2f]), SampleAnswer.Of("kind", 2)), Sample.Of([6f], SampleAnswer.Of("kind", 0), SampleAnswer.Of("size", [3f, 4f])));

        Assert.Equal([5f, 6f], batch.Features.ToArray());
        Assert.Equal([2, 0], batch.Answers[0].Labels.ToArray());
        Assert.Equal([1f, 2f, 3f, 4f], batch.Answers[1].Targets.ToArray());
        Refused("Sample 0 has no answer for output 'size'", SampleAnswer.Of("kind", 1));
        Refused("Sample 0 has label 3 for output 'kind'; labels are 0 to 2", SampleAnswer.Of("kind", 3), SampleAnswer.Of("size", [1f, 2f]));
        Refused("Sample 0 has 1 targets instead of 2 for output 'size'", SampleAnswer.Of("kind", 1), SampleAnswer.Of("size", [1f]));
        Refused("an answer for output 'colour', which", SampleAnswer.Of("kind", 1), SampleAnswer.Of("size", [1f, 2f]), SampleAnswer.Of("colour", 1));
        Refused("Sample 0 has 3 answers for 2 outputs", SampleAnswer.Of("kind", 1), SampleAnswer.Of("size", [1f, 2f]), SampleAnswer.Of("kind", 2));

        bool Read(params Sample[] samples) => new StreamingDataset(shape, () => samples, shuffleBuffer: 1).Open(1, 0).MoveNext(batch);
        void Refused(string text, params SampleAnswer[] answers) =>
            Assert.Contains(text, Assert.Throws<ArgumentException>(() => Read(Sample.Of([1f], answers))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_may_have_no_answers_or_targets_beside_tokens()
    {
        var tokens = InMemoryDataset.FromTokens([[1], [2, 3]], [0.5f, 1.5f, 2.5f, 3.5f], targetCount: 2, maxTokens: 2);
        var batch = new Batch(tokens.Shape, 2);
        tokens.Append(1, batch);
        Assert.Equal([2.5f, 3.5f], batch.Targets.ToArray());
        Assert.Equal([2, 3], batch.Tokens.ToArray());
        IDataSource plain = InMemoryDataset.Unlabelled([1f, 2, 3, 4], 2);
        var second = new Batch(plain.Shape, 2);
        Assert.True(plain.Open(1, 0).MoveNext(second));
        Assert.Equal([-1, -1], second.Labels.ToArray());
        Assert.Equal(2, InMemoryDataset.Unlabelled([[1], []], 1).Count);
        Assert.Throws<ArgumentException>(() => InMemoryDataset.Unlabelled([1f, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => InMemoryDataset.Unlabelled([[1, 2]], 1));
    }

    [Fact]
    public void Text_lines_become_token_ids()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.tsv", "ham\thello you\n\nspam\twin win win win\n");
        var text = TextDataset.Load(path, new TextLineOptions((line, ids) => ids.AddRange(line.Split(' ').Select(w => w.Length)), 3));
        Assert.Equal(["ham", "spam"], text.ClassNames);
        var batch = new Batch(text.Data.Shape, 2);
        text.Data.Append(0, batch);
        text.Data.Append(1, batch);
        Assert.Equal([5, 3, 3, 3, 3], batch.Tokens.ToArray());
        Assert.Equal([0, 1], batch.Labels.ToArray());
        var bad = folder.Write("b.tsv", "ham\tx\nno label here\n");
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => TextDataset.Load(bad, new TextLineOptions((_, _) => { }, 3))).Message, StringComparison.Ordinal);
    }

    private static List<int> Draw(IDataSource source, ulong seed, int epoch, int skip = 0)
    {
        var batch = new Batch(source.Shape, 7);
        using var cursor = source.Open(seed, epoch);
        cursor.Skip(skip);
        List<int> drawn = [];
        while (cursor.MoveNext(batch)) drawn.AddRange(batch.Features.ToArray().Select(f => (int)f));
        return drawn;
    }
}
