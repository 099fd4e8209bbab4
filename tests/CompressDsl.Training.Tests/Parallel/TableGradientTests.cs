namespace CompressDsl.Training.Tests;

/// <summary>Gradients of lookup tables, row by row, against the same gradients added up whole.</summary>
public sealed unsafe class TableGradientTests
{
    private const int Shards = 3;
    private static readonly TableRange[] Tables = [new(32, 500, 48), new(32 + (500 * 48) + 16, 450, 5)];
    private static readonly int Length = Tables[1].Start + Tables[1].Length + 40;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_sum_of_touched_rows_has_the_bits_of_the_sum_of_all(int threads)
    {
        using var runner = new ShardRunner(threads);
        var (rows, whole) = (new GradientReducer(Length, Shards, Tables), new GradientReducer(Length, Shards));
        for (var step = 0; step < 6; step++)
        {
            // The last batch of an epoch has fewer shards.
            var count = step == 2 ? 2 : Shards;
            for (var shard = 0; shard < count; shard++) Fill(rows, whole, shard, step);

            rows.Reduce(runner, count);
            whole.Reduce(runner, count);

            Assert.True(rows.Total.SequenceEqual(whole.Total), $"step {step}");
            Assert.Equal(whole.Norm, rows.Norm);
            Assert.True(whole.Norm > 0);
        }
    }

    private static void Fill(GradientReducer rows, GradientReducer whole, int shard, int step)
    {
        var random = new CounterRandom((ulong)step, (ulong)shard);
        var ids = Enumerable.Range(0, 200).Select(_ => random.Next(Tables[1].Rows)).ToArray();
        rows.Clear(shard);
        rows.Touch(shard, ids);
        whole.Clear(shard);
        foreach (var id in ids)
        {
            foreach (var table in Tables)
            {
                var first = table.Start + (id * table.Columns);
                for (var i = first; i < first + table.Columns; i++) Add(i, random.NextFloat(-1, 1));
            }
        }

        for (var i = 0; i < Tables[0].Start; i++) Add(i, random.NextFloat(-1, 1));
        Add(Length - 1, 2);

        void Add(int at, float value)
        {
            rows.Shard(shard)[at] += value;
            whole.Shard(shard)[at] += value;
        }
    }
}
