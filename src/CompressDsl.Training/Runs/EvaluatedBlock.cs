namespace CompressDsl.Training;

/// <summary>Some samples and a network's outputs for them.</summary>
internal sealed unsafe class EvaluatedBlock(NetworkPlan plan, SampleShape shape, int rows)
{
    private readonly Shard shard = new(plan, rows);

    /// <summary>The samples.</summary>
    public Batch Batch { get; } = new(shape, rows);

    /// <summary>The outputs by number, <c>[Batch.Rows, width]</c> each.</summary>
    public float[][] Outputs { get; } = new float[plan.Outputs.Count][];

    /// <summary>Ranges seen at the quantisation points.</summary>
    public ReadOnlySpan<ValueRange> Observed => shard.Observed;

    /// <summary>Runs the samples from <paramref name="first"/> on.</summary>
    public void Run(TrainingNetwork network, NetworkParameters parameters, IDataset data, int first, PassSettings settings)
    {
        Batch.Clear();
        for (var i = first; i < data.Count && !Batch.IsFull; i++) data.Append(i, Batch);
        shard.SetRows(Batch, 0, Batch.Rows);
        shard.Parameters = parameters.Effective;
        (shard.Grids, shard.Settings) = (parameters.Grids, settings);
        network.Forward(shard);
        for (var o = 0; o < Outputs.Length; o++) Outputs[o] = shard.OutputOf(o).ToArray();
    }
}
