using CompressDsl.Runtime.V1;

namespace CompressDsl;

/// <summary>Inference over many samples, for every model.</summary>
public static class BatchInference
{
    /// <summary>Runs the network on many samples of floats.</summary>
    /// <param name="model">The model; its <see cref="IModel.Infer"/> is called by several threads.</param>
    /// <param name="inputs">[samples, inputs], row by row.</param>
    /// <param name="outputs">[samples, outputs], row by row.</param>
    /// <param name="maxDegreeOfParallelism">Most threads to use; -1 for one per processor.</param>
    /// <exception cref="ArgumentException">A length does not fit the model's signature or the other one.</exception>
    /// <example><code>
    /// session.InferBatch(images, logits, maxDegreeOfParallelism: 4);
    /// </code></example>
    public static unsafe void InferBatch(
        this IModel model, ReadOnlySpan<float> inputs, Span<float> outputs, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (row, result) = (model.Signature.FloatLength, model.Signature.OutputLength);
        var samples = Samples(outputs.Length, result);
        SpanCheck.Exact(inputs.Length, samples * row, nameof(inputs), $"[{samples}, {row}] floats");
        fixed (float* from = inputs, to = outputs)
        {
            var (source, destination) = ((nint)from, (nint)to);
            BatchRunner.Run(samples, maxDegreeOfParallelism, sample =>
            {
                var input = new ReadOnlySpan<float>((float*)source + ((long)sample * row), row);
                model.Infer(new ModelInput(input, default), new Span<float>((float*)destination + ((long)sample * result), result));
            });
        }
    }

    /// <summary>Runs the network on many samples of token ids.</summary>
    /// <param name="model">The model; its <see cref="IModel.Infer"/> is called by several threads.</param>
    /// <param name="tokens">The ids of all samples, one behind the other.</param>
    /// <param name="starts">[samples + 1]: sample s has the ids from starts[s] up to starts[s + 1].</param>
    /// <param name="outputs">[samples, outputs], row by row.</param>
    /// <param name="maxDegreeOfParallelism">Most threads to use; -1 for one per processor.</param>
    /// <exception cref="ArgumentException">A length does not fit the model's signature, or the starts do not rise.</exception>
    public static unsafe void InferBatch(
        this IModel model, ReadOnlySpan<int> tokens, ReadOnlySpan<int> starts, Span<float> outputs, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var result = model.Signature.OutputLength;
        var samples = Samples(outputs.Length, result);
        SpanCheck.Exact(starts.Length, samples + 1, nameof(starts), $"[{samples} + 1] starts");
        CheckStarts(starts, tokens.Length);
        fixed (float* to = outputs)
        fixed (int* from = tokens, first = starts)
        {
            var (source, index, destination) = ((nint)from, (nint)first, (nint)to);
            BatchRunner.Run(samples, maxDegreeOfParallelism, sample =>
            {
                var (start, end) = (((int*)index)[sample], ((int*)index)[sample + 1]);
                var input = new ReadOnlySpan<int>((int*)source + start, end - start);
                model.Infer(new ModelInput(default, input), new Span<float>((float*)destination + ((long)sample * result), result));
            });
        }
    }

    private static int Samples(int outputs, int row) => outputs % row == 0
        ? outputs / row
        : throw new ArgumentException($"'outputs' has {outputs} elements; expected whole rows of {row}.", nameof(outputs));

    private static void CheckStarts(ReadOnlySpan<int> starts, int tokens)
    {
        var previous = 0;
        foreach (var start in starts)
        {
            if (start < previous || start > tokens)
            {
                throw new ArgumentException($"'starts' must rise from 0 to at most {tokens}; found {start} after {previous}.", nameof(starts));
            }

            previous = start;
        }
    }
}
