namespace CompressDsl.Training;

/// <summary>Memory to evaluate blocks of samples.</summary>
internal sealed class EvaluationBuffers(SampleShape shape, int rows)
{
    private readonly Batch batch = new(shape, rows);
    private readonly float[] outputs = new float[rows * shape.OutputLength];
    private readonly float[] gradients = new float[rows * shape.OutputLength];

    /// <summary>Evaluates the samples from <paramref name="first"/> on.</summary>
    public EvaluationBlock Evaluate(IModel model, IDataset data, int first)
    {
        batch.Clear();
        for (var i = first; i < data.Count && !batch.IsFull; i++) data.Append(i, batch);
        var width = shape.OutputLength;
        for (var row = 0; row < batch.Rows; row++) model.Infer(batch.InputOf(row), outputs.AsSpan(row * width, width));
        var length = batch.Rows * width;
        var block = new LossBlock(outputs.AsSpan(0, length), gradients.AsSpan(0, length), width, 1);
        if (shape.Classes == 0) return new EvaluationBlock(MeanSquaredError.Compute(block, batch.Targets), null);
        var confusion = new ConfusionMatrix(shape.Classes);
        for (var row = 0; row < batch.Rows; row++) confusion.Add(batch.Labels[row], ArgMax.Of(outputs.AsSpan(row * width, width)));
        return new EvaluationBlock(CrossEntropy.Compute(block, batch.Labels), confusion);
    }
}
