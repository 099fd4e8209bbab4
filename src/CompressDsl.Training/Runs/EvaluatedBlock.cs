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
        Fill(data, first);
        Forward(network, parameters, settings);
        for (var o = 0; o < Outputs.Length; o++) Outputs[o] = shard.OutputOf(o).ToArray();
    }

    /// <summary>Takes the samples from <paramref name="first"/> on.</summary>
    public void Fill(IDataset data, int first)
    {
        Batch.Clear();
        for (var i = first; i < data.Count && !Batch.IsFull; i++) data.Append(i, Batch);
    }

    /// <summary>Computes the samples that are there, at most <paramref name="rows"/>; the outputs are left where they are.</summary>
    public void Forward(TrainingNetwork network, NetworkParameters parameters, PassSettings settings, IPassObserver? observer = null, int rows = int.MaxValue)
    {
        shard.SetRows(Batch, 0, Math.Min(rows, Batch.Rows));
        shard.Parameters = parameters.Effective;
        (shard.Grids, shard.Settings, shard.Observer) = (parameters.Grids, settings, observer);
        network.Forward(shard);
    }
}
