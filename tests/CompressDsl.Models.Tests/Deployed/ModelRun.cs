using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>What a model answers to a data set.</summary>
internal static class ModelRun
{
    /// <summary>All outputs, sample by sample.</summary>
    public static float[] Outputs(IModel model, IDataset data)
    {
        var (batch, length) = (new Batch(data.Shape, data.Count), model.Signature.OutputLength);
        var outputs = new float[data.Count * length];
        for (var i = 0; i < data.Count; i++)
        {
            data.Append(i, batch);
            model.Infer((ReadOnlySpan<float>)batch.FeaturesOf(i), outputs.AsSpan(i * length, length));
        }

        return outputs;
    }
}
