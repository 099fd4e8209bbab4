namespace CompressDsl.Training;

/// <summary>Sums of losses and counts of classes of every output that a data set has answers for.</summary>
internal sealed class EvaluationSums
{
    private readonly ModelSignature signature;
    private readonly (int Output, int Answer)[] pairs;
    private readonly double[] losses;
    private readonly ConfusionMatrix?[] confusions;

    public EvaluationSums(SampleShape shape, ModelSignature signature)
    {
        this.signature = signature;
        pairs = [.. Enumerable.Range(0, signature.Outputs.Count).Select(o => (o, shape.AnswerOf(signature, o))).Where(p => p.Item2 >= 0)];
        losses = new double[pairs.Length];
        confusions = [.. pairs.Select(p => shape.AllAnswers[p.Answer].Classes is > 0 and var classes ? new ConfusionMatrix(classes) : null)];
    }

    /// <summary>Adds the rows of a batch.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="outputs">The network's outputs by number, <c>[Rows, width]</c> each.</param>
    public void Add(Batch batch, float[][] outputs)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            var answer = batch.Answers[pairs[i].Answer];
            var length = signature.Outputs[pairs[i].Output].Length;
            var width = length / answer.Shape.Places;
            var values = outputs[pairs[i].Output].AsSpan(0, batch.Rows * length);
            var block = new LossBlock(values, new float[values.Length], width, answer.Shape.Places);
            losses[i] += confusions[i] is null ? MeanSquaredError.Compute(block, answer.Targets) : CrossEntropy.Compute(block, answer.Labels);
            if (confusions[i] is { } confusion) Count(confusion, answer.Labels, values);
        }
    }

    private static void Count(ConfusionMatrix confusion, ReadOnlySpan<int> labels, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != Answer.NotLearned) confusion.Add(labels[i], ArgMax.Of(values.Slice(i * confusion.Classes, confusion.Classes)));
        }
    }

    /// <summary>Adds other sums of the same data and model.</summary>
    public void Add(EvaluationSums other)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            losses[i] += other.losses[i];
            if (other.confusions[i] is { } counts) confusions[i]!.Add(counts);
        }
    }

    /// <summary>Adds the sums of all ranks.</summary>
    public void AddRanks(Communicator ranks)
    {
        ranks.AllReduce(losses, ReduceOperation.Sum);
        foreach (var confusion in confusions.OfType<ConfusionMatrix>()) confusion.AddRanks(ranks);
    }

    /// <summary>Means over <paramref name="samples"/> samples.</summary>
    public EvaluationResult Result(int samples, TrainingOptions? options)
    {
        var outputs = pairs.Select((p, i) => new OutputEvaluation(signature.Outputs[p.Output].Name, losses[i] / Math.Max(1, samples), confusions[i])).ToArray();
        var loss = outputs.Sum(o => o.Loss * (options?.WeightOf(o.Output) ?? 1));
        return new EvaluationResult(samples, loss, confusions.FirstOrDefault(c => c is not null)) { Outputs = new(outputs) };
    }
}
