namespace CompressDsl.Training.Tests;

/// <summary>A linear classifier of 6 features and 3 classes, trained in shards with Adam.</summary>
internal sealed unsafe class TinyTraining : IDisposable
{
    private const int Features = 6;
    private const int Classes = 3;
    private const int Count = Classes * (Features + 1);
    private const int ShardRows = 5;
    private readonly IDataSource data = MakeData();
    private readonly ShardRunner runner;
    private readonly GradientReducer gradients = new(Count, 4);
    private readonly Adam adam = new();
    private readonly Batch batch;
    private OptimizerState moments;
    private int epoch;
    private int samples;
    private long step;

    public TinyTraining(int threads)
    {
        runner = new ShardRunner(threads);
        batch = new Batch(data.Shape, 4 * ShardRows);
        moments = adam.CreateState(Count);
    }

    public float[] Parameters { get; private set; } = GC.AllocateArray<float>(Count, pinned: true);

    public void Run(int untilStep)
    {
        while (step < untilStep)
        {
            using var cursor = data.Open(3, epoch);
            cursor.Skip(samples);
            while (step < untilStep && cursor.MoveNext(batch)) Step();
            if (step < untilStep) (epoch, samples) = (epoch + 1, 0);
        }
    }

    public double Loss()
    {
        using var cursor = data.Open(3, 0);
        double loss = 0;
        while (cursor.MoveNext(batch))
        {
            for (var shard = 0; shard * ShardRows < batch.Rows; shard++) loss += Backward(shard);
        }

        return loss;
    }

    public void Save(string path)
    {
        var state = new TrainingState { Model = "Tiny", Settings = new TrainingOptions().Fingerprint(), Epoch = epoch, SamplesInEpoch = samples, Step = step };
        state.Floats["parameters"] = Parameters;
        state.Floats["first"] = moments.First;
        state.Floats["second"] = moments.Second;
        state.Save(path);
    }

    public void Resume(string path)
    {
        var state = TrainingState.Load(path);
        (epoch, samples, step) = (state.Epoch, state.SamplesInEpoch, state.Step);
        state.FloatsOf("parameters", Count).CopyTo(Parameters, 0);
        moments = new OptimizerState(state.FloatsOf("first", Count), state.FloatsOf("second", Count));
    }

    public void Dispose() => runner.Dispose();

    private static InMemoryDataset MakeData()
    {
        var random = new CounterRandom(1, 1);
        float[] features = [.. Enumerable.Range(0, 130 * Features).Select(_ => random.NextFloat(-1, 1))];
        int[] labels = [.. Enumerable.Range(0, 130).Select(i => ArgMax.Of(features.AsSpan(i * Features, Classes)))];
        return InMemoryDataset.FromLabels(features, labels, Classes);
    }

    private void Step()
    {
        var shards = (batch.Rows + ShardRows - 1) / ShardRows;
        runner.Run(shards, shard => Backward(shard));
        gradients.Reduce(runner, shards);
        adam.Update(Parameters, gradients.Total, moments, 0, new UpdateSettings(++step, 0.05f, GradientClipping.Scale(gradients.Norm, 1)));
        samples += batch.Rows;
    }

    private double Backward(int shard)
    {
        var first = shard * ShardRows;
        var shape = new GemmShape(Math.Min(ShardRows, batch.Rows - first), Features, Classes);
        float[] logits = new float[shape.OutputLength], back = new float[shape.OutputLength];
        ReadOnlySpan<float> x = batch.Features.Slice(first * Features, shape.InputLength);
        Gemm.Forward(x, Parameters.AsSpan(0, shape.WeightLength), Parameters.AsSpan(shape.WeightLength), logits, shape);
        var loss = CrossEntropy.Compute(new LossBlock(logits, back, Classes, batch.Rows), batch.Labels.Slice(first, shape.Rows));
        gradients.Clear(shard);
        Gemm.WeightGradient(back, x, new Span<float>(gradients.Shard(shard), shape.WeightLength), shape);
        fixed (float* dy = back) Gemm.BiasGradient(dy, gradients.Shard(shard) + shape.WeightLength, shape);
        return loss;
    }
}
