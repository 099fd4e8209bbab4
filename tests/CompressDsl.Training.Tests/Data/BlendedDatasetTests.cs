namespace CompressDsl.Training.Tests.Data;

/// <summary>Samples blended in pairs, anew in every epoch.</summary>
public sealed class BlendedDatasetTests
{
    private const int Samples = 30;
    private const int Classes = 4;

    /// <summary>Sample i is 1 at place i and 0 elsewhere, so that a blend shows who is in it.</summary>
    private static readonly float[] Marks = [.. Enumerable.Range(0, Samples * Samples).Select(i => i / Samples == i % Samples ? 1f : 0f)];

    [Fact]
    public void Every_sample_leads_one_blend_of_an_epoch_and_epochs_differ()
    {
        var blended = new BlendedDataset(Labelled());
        var (first, again, second) = (Rows(blended, 0), Rows(blended, 0), Rows(blended, 1));
        Assert.Equal(first.Select(r => r.Features), again.Select(r => r.Features));
        Assert.NotEqual(first.Select(r => r.Features), second.Select(r => r.Features));
        Assert.Equal(Enumerable.Range(0, Samples), first.Select(r => r.Index));
        foreach (var row in first.Concat(second))
        {
            var (partner, share) = Read(row);
            Assert.InRange(share, 0.5f, 1);
            Assert.Equal(1, row.Features.Sum(), 1e-6);
            Assert.Equal((row.Index % Classes, partner % Classes, share), (row.Label, row.Other, row.Share));
        }

        Assert.True(second.Select(r => Read(r).Partner).Distinct().Count() > Samples / 3);
    }

    [Fact]
    public void By_index_samples_are_as_they_were()
    {
        var (blended, batch) = (new BlendedDataset(Labelled()), new Batch(new BlendedDataset(Labelled()).Shape, 1));
        for (var i = 0; i < Samples; i++)
        {
            batch.Clear();
            blended.Append(i, batch);
            Assert.Equal(Marks.AsSpan(i * Samples, Samples), batch.FeaturesOf(0));
            Assert.Equal((i % Classes, 1f), (batch.Labels[0], batch.Answers[0].Shares[0]));
        }
    }

    [Fact]
    public void A_cursor_that_skips_comes_to_the_same_blends()
    {
        IDataSource blended = new BlendedDataset(Labelled());
        var (batch, whole) = (new Batch(blended.Shape, Samples), new Batch(blended.Shape, Samples));
        using IBatchCursor all = blended.Open(3, 2), rest = blended.Open(3, 2);
        rest.Skip(11);
        Assert.True(rest.MoveNext(batch) && all.MoveNext(whole));
        Assert.Equal(whole.Features[(11 * Samples)..], batch.Features);
        Assert.Equal(whole.Answers[0].Others[11..], batch.Answers[0].Others);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.4f)]
    [InlineData(0.05f)]
    public void Shares_have_the_variance_of_the_beta_distribution(float concentration)
    {
        var blended = new BlendedDataset(Labelled(), concentration);
        // Of a share s the distance to a half stays when it is folded: E (s - 1/2)^2 = 1 / (4 (2 a + 1)).
        var squares = Enumerable.Range(0, 200).SelectMany(epoch => Rows(blended, epoch)).Select(r => Math.Pow(r.Share - 0.5, 2)).ToList();
        Assert.Equal(1 / (4 * ((2 * concentration) + 1)), squares.Average(), 0.004);
    }

    [Fact]
    public void Both_samples_are_changed_before_they_are_blended_and_a_blend_can_be_changed()
    {
        var inside = Rows(new BlendedDataset(new AugmentedDataset(Labelled(), new Doubled())), 0);
        var outside = Rows(new AugmentedDataset(new BlendedDataset(Labelled()), new Doubled()), 0);
        Assert.Equal(inside.Select(r => r.Features), outside.Select(r => r.Features));
        Assert.All(inside, r => Assert.Equal(2, r.Features.Sum(), 1e-6));
        Assert.Contains(outside, r => r.Share < 0.9f);
    }

    [Fact]
    public void Target_vectors_are_blended_and_what_is_not_learned_of_one_is_not_learned()
    {
        float[] targets = [.. Enumerable.Range(0, Samples).Select(i => i % 5 == 0 ? float.NaN : i)];
        int[] places = [.. Enumerable.Range(0, 2 * Samples).Select(i => i % 6 == 0 ? Answer.NotLearned : i % Classes)];
        var answers = new AnsweredDataset(Unlabelled(), Answer.Targets("number", targets, 1), Answer.Labels("places", places, Classes, places: 2));
        IDataSource blended = new BlendedDataset(answers);
        var batch = new Batch(blended.Shape, Samples);
        using var cursor = blended.Open(3, 0);
        Assert.True(cursor.MoveNext(batch));
        for (var row = 0; row < batch.Rows; row++)
        {
            var index = batch.Indices[row];
            var (partner, share) = Read(new Row(index, batch.FeaturesOf(row).ToArray(), 0, 0, 1));
            Assert.Equal((share * targets[index]) + ((1 - share) * targets[partner]), batch.Answers[0].Targets[row], 1e-4f);
            for (var place = 0; place < 2; place++)
            {
                var (own, other) = (places[(2 * index) + place], places[(2 * partner) + place]);
                Assert.Equal(other == Answer.NotLearned ? other : own, batch.Answers[1].LabelsOf(row)[place]);
                Assert.Equal(other, batch.Answers[1].Others[(2 * row) + place]);
            }
        }
    }

    [Fact]
    public void What_cannot_be_blended_is_refused()
    {
        var texts = InMemoryDataset.FromTokens([[1, 2]], [0], classes: 1, maxTokens: 2);
        Assert.Contains("The samples have token ids", Refusal(() => new BlendedDataset(texts)));
        Assert.Contains("blended already", Refusal(() => new BlendedDataset(new AugmentedDataset(new BlendedDataset(Labelled())))));
        Assert.Contains("Concentration is 1.5; it must be in 0.05 to 1.", Refusal(() => new BlendedDataset(Labelled(), 1.5f)));
    }

    private static string Refusal(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;

    private static InMemoryDataset Labelled() =>
        InMemoryDataset.FromLabels(Marks, [.. Enumerable.Range(0, Samples).Select(i => i % Classes)], Classes);

    private static InMemoryDataset Unlabelled() => InMemoryDataset.Unlabelled(Marks, Samples);

    private static (int Partner, float Share) Read(Row row)
    {
        var partner = Array.FindIndex(row.Features, f => f is > 0 and < 0.5f);
        // Chance may choose the sample itself.
        return partner < 0 ? (row.Index, row.Share) : (partner, row.Features[row.Index]);
    }

    private static List<Row> Rows(IDataSource data, int epoch)
    {
        var batch = new Batch(data.Shape, 7);
        using var cursor = data.Open(seed: 3, epoch);
        List<Row> rows = [];
        while (cursor.MoveNext(batch))
        {
            var answer = batch.Answers[0];
            for (var r = 0; r < batch.Rows; r++)
                rows.Add(new Row(batch.Indices[r], batch.FeaturesOf(r).ToArray(), answer.Labels[r], answer.Others[r], answer.Shares[r]));
        }

        return [.. rows.OrderBy(r => r.Index)];
    }

    private sealed record Row(int Index, float[] Features, int Label, int Other, float Share);

    private sealed record Doubled : Augmentation
    {
        public override void Apply(Span<float> features, ref CounterRandom random)
        {
            foreach (ref var f in features) f *= 2;
        }
    }
}
