using System.Collections.Concurrent;
using CompressDsl.Core;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Runtime;

/// <summary>Inference over many samples.</summary>
public sealed class BatchInferenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-1)]
    public void Every_sample_is_answered_in_its_place(int threads)
    {
        var model = new SumModel();
        var inputs = Enumerable.Range(0, 3 * 1001).Select(i => (float)i).ToArray();
        var outputs = new float[2 * 1001];
        model.InferBatch(inputs, outputs, threads);
        for (var sample = 0; sample < 1001; sample++)
        {
            Assert.Equal((9 * sample) + 3, outputs[2 * sample]);
            Assert.Equal(3, outputs[(2 * sample) + 1]);
        }

        Assert.True(threads < 0 || model.Threads.Count <= threads, $"{model.Threads.Count} threads ran");
    }

    [Fact]
    public void Bags_of_tokens_vary_in_length()
    {
        var outputs = new float[6];
        new SumModel().InferBatch([5, 6, 7, 8], [0, 1, 1, 4], outputs, 2);
        Assert.Equal([5f, 1f, 0f, 0f, 21f, 3f], outputs);
    }

    [Fact]
    public void Exceptions_come_through()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => BatchRunner.Run(100, 2, sample => _ = sample == 57 ? throw new InvalidOperationException("sample 57") : sample));
        Assert.Equal("sample 57", error.Message);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(7, 3)]
    [InlineData(31, 2)]
    [InlineData(1000, 8)]
    public void Every_sample_is_run_once_whether_it_is_short_or_long(int samples, int threads)
    {
        foreach (var spin in new[] { 0, 2000 })
        {
            var runs = new int[samples];
            BatchRunner.Run(samples, threads, sample =>
            {
                Thread.SpinWait(spin * (sample % 3));
                Interlocked.Increment(ref runs[sample]);
            });
            Assert.All(runs, r => Assert.Equal(1, r));
        }
    }

    [Fact]
    public void Batches_inside_a_batch_come_to_an_end()
    {
        var count = 0;
        BatchRunner.Run(64, 4, _ => BatchRunner.Run(40, 4, _ =>
        {
            Thread.SpinWait(500);
            Interlocked.Increment(ref count);
        }));
        Assert.Equal(64 * 40, count);
    }

    [Fact]
    public void After_an_exception_no_sample_begins()
    {
        var (begun, samples) = (0, 10_000_000);
        Assert.Throws<InvalidOperationException>(() => BatchRunner.Run(samples, 2, sample =>
        {
            Interlocked.Increment(ref begun);
            if (sample == 100) throw new InvalidOperationException();
        }));
        Assert.InRange(begun, 101, samples / 2);
    }

    [Fact]
    public void Lengths_have_to_fit()
    {
        var model = new SumModel();
        Assert.Contains("whole rows of 2", Assert.Throws<ArgumentException>(() => model.InferBatch(new float[3], new float[3])).Message);
        Assert.Contains("[2, 3] floats", Assert.Throws<ArgumentException>(() => model.InferBatch(new float[5], new float[4])).Message);
        Assert.Throws<ArgumentException>(() => model.InferBatch([1, 2], [0, 2, 1], new float[4]));
        Assert.Throws<ArgumentException>(() => model.InferBatch([1, 2], [0, 1, 3], new float[4]));
        Assert.Throws<ArgumentException>(() => model.InferBatch([1, 2], [0, 1], new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.InferBatch(new float[3], new float[2], 0));
    }

    /// <summary>Outputs: the sum of the input, and how many numbers it had.</summary>
    private sealed class SumModel : IModel
    {
        public ConcurrentDictionary<int, bool> Threads { get; } = [];

        public ModelSignature Signature { get; } = new(
            "Sum", [new Port("x", [3])], new EquatableArray<Port>([new Port("sum", [1]), new Port("count", [1])]));

        public void Infer(ModelInput input, Span<float> output)
        {
            Threads[Environment.CurrentManagedThreadId] = true;
            (output[0], output[1]) = (0, input.Floats.Length + input.Tokens.Length);
            foreach (var value in input.Floats)
            {
                output[0] += value;
            }

            foreach (var token in input.Tokens)
            {
                output[0] += token;
            }
        }
    }
}
