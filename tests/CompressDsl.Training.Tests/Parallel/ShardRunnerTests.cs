namespace CompressDsl.Training.Tests;

public sealed class ShardRunnerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_shard_runs_once_in_every_call(int threads)
    {
        using var runner = new ShardRunner(threads);
        var counts = new int[37];
        for (var call = 1; call <= 200; call++)
        {
            runner.Run(counts.Length, shard => Interlocked.Increment(ref counts[shard]));
            Assert.All(counts, c => Assert.Equal(call, c));
        }
    }

    [Fact]
    public void The_lowest_failure_is_reported_and_the_runner_lives_on()
    {
        using var runner = new ShardRunner(3);
        var done = new int[20];
        var error = Assert.Throws<AggregateException>(() => runner.Run(20, shard =>
        {
            done[shard]++;
            if (shard is 4 or 11) throw new InvalidOperationException($"no {shard}");
        }));
        Assert.Contains("Shard 4 failed: no 4", error.Message, StringComparison.Ordinal);
        Assert.All(done, d => Assert.Equal(1, d));
        runner.Run(20, shard => done[shard]++);
        Assert.All(done, d => Assert.Equal(2, d));
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        using var runner = new ShardRunner(2);
        var sums = new int[8];
        Action<int> work = shard => sums[shard]++;

        // The first time that a thread has to wait, the runtime allocates; what every call allocated would be in every round.
        long Round()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++) runner.Run(8, work);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Contains(0, Enumerable.Range(0, 10).Select(_ => Round()).ToArray());
    }

    [Fact]
    public void An_ended_runner_refuses_work()
    {
        var runner = new ShardRunner(2);
        runner.Dispose();
        Assert.Throws<ObjectDisposedException>(() => runner.Run(1, _ => { }));
    }

    [Fact]
    public unsafe void Gradients_are_added_in_the_order_of_the_shards()
    {
        const int length = (2 * GradientReducer.ChunkLength) + 777;
        var expected = new float[length];
        double norm = 0;
        for (var threads = 1; threads <= 3; threads++)
        {
            var gradients = new GradientReducer(length, 5);
            using var runner = new ShardRunner(threads);
            runner.Run(4, shard =>
            {
                for (var i = 0; i < length; i++) gradients.Shard(shard)[i] = CounterRandom.Uniform(9, (ulong)shard, (ulong)i) - 0.5f;
            });
            if (threads == 1)
            {
                for (var i = 0; i < length; i++) expected[i] = gradients.Shard(0)[i] + gradients.Shard(1)[i] + gradients.Shard(2)[i] + gradients.Shard(3)[i];
            }

            gradients.Reduce(runner, 4);
            Assert.True(gradients.Total.SequenceEqual(expected));
            if (threads == 1) norm = gradients.Norm;
            Assert.Equal(norm, gradients.Norm);
        }

        Assert.Equal(Math.Sqrt(expected.Sum(v => (double)v * v)), norm, 1e-3);
    }

    [Fact]
    public unsafe void Only_gradients_that_are_added_to_are_cleared()
    {
        var gradients = new GradientReducer(100, 1) { Stored = [(16, 20), (48, 4)] };
        var values = new Span<float>(gradients.Shard(0), 100);
        values.Fill(1);
        gradients.Clear(0);
        for (var i = 0; i < 100; i++) Assert.Equal(i is (>= 16 and < 36) or (>= 48 and < 52) ? 1 : 0, values[i]);
        gradients.ClearAll(0);
        Assert.Equal(-1, values.IndexOfAnyExcept(0f));
    }
}
