namespace CompressDsl.Training;

/// <summary>Memory to evaluate blocks of samples.</summary>
internal sealed class EvaluationBuffers(SampleShape shape, ModelSignature signature, int rows)
{
    private readonly Batch batch = new(shape, rows);
    private readonly float[] all = new float[signature.OutputLength];
    private readonly float[][] outputs = [.. signature.Outputs.Select(o => new float[rows * o.Length])];

    /// <summary>Evaluates the samples from <paramref name="first"/> on.</summary>
    public EvaluationSums Evaluate(IModel model, IDataset data, int first)
    {
        batch.Clear();
        for (var i = first; i < data.Count && !batch.IsFull; i++) data.Append(i, batch);
        for (var row = 0; row < batch.Rows; row++)
        {
            model.Infer(batch.InputOf(row), all);
            var from = 0;
            foreach (var values in outputs)
            {
                var width = values.Length / rows;
                all.AsSpan(from, width).CopyTo(values.AsSpan(row * width));
                from += width;
            }
        }

        var sums = new EvaluationSums(shape, signature);
        sums.Add(batch, outputs);
        return sums;
    }
}
