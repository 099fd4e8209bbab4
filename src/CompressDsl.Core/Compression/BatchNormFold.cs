namespace CompressDsl.Core;

/// <summary>
/// A batch norm in inference as <c>y = x * Scale + Shift</c> per channel, ready to be folded into the layer before it.
/// </summary>
/// <param name="Scale"><c>weight / sqrt(running_var + epsilon)</c>.</param>
/// <param name="Shift"><c>bias - running_mean * Scale</c>.</param>
public sealed record BatchNormFold(double[] Scale, double[] Shift)
{
    // Training leaves a variance of (float)(1 - epsilon).
    private const double Rounding = 1e-6;

    /// <summary>Whether it leaves the weights as they are, up to rounding.</summary>
    public bool ChangesNothing => Scale.All(s => Math.Abs(s - 1) < Rounding);

    /// <summary>Reads the norm with key prefix <paramref name="norm"/>; weight and bias may be absent (1 and 0).</summary>
    /// <exception cref="CheckpointException">A tensor is missing, has not <paramref name="channels"/> elements, or a variance is negative.</exception>
    public static BatchNormFold Of(Checkpoint checkpoint, string norm, double epsilon, int channels)
    {
        var weight = Find(checkpoint, norm + ".weight", channels);
        var bias = Find(checkpoint, norm + ".bias", channels);
        var mean = Find(checkpoint, norm + ".running_mean", channels) ?? throw Missing(norm + ".running_mean");
        var variance = Find(checkpoint, norm + ".running_var", channels) ?? throw Missing(norm + ".running_var");
        var scale = new double[channels];
        var shift = new double[channels];
        for (var i = 0; i < channels; i++)
        {
            var deviation = Math.Sqrt(variance[i] + epsilon);
            if (!(variance[i] >= 0 && deviation > 0))
            {
                throw new CheckpointException(
                    CheckpointProblem.Value, $"Tensor '{norm}.running_var' holds {variance[i]} at {i}: a variance is not negative.", norm + ".running_var");
            }

            scale[i] = (weight?[i] ?? 1) / deviation;
            shift[i] = (bias?[i] ?? 0) - (mean[i] * scale[i]);
        }

        return new BatchNormFold(scale, shift);
    }

    /// <summary>The weights of the layer before the norm, each output's row multiplied by the scale, rounded to float32 once.</summary>
    public void ApplyTo(float[] weights)
    {
        var columns = Scale.Length == 0 ? 0 : weights.Length / Scale.Length;
        for (var row = 0; row < Scale.Length; row++)
        {
            for (var i = row * columns; i < (row + 1) * columns; i++) weights[i] = (float)(weights[i] * Scale[row]);
        }
    }

    /// <summary>The bias of the layer before the norm (null: none) with the norm folded in.</summary>
    public float[] FoldBias(float[]? bias)
    {
        var result = new float[Scale.Length];
        for (var i = 0; i < result.Length; i++) result[i] = (float)(((bias?[i] ?? 0) * Scale[i]) + Shift[i]);
        return result;
    }

    private static float[]? Find(Checkpoint checkpoint, string key, int channels)
    {
        var values = checkpoint.Find(key)?.ToFloats();
        if (values is null || values.Length == channels) return values;
        throw new CheckpointException(
            CheckpointProblem.Shape, $"Tensor '{key}' has {values.Length} elements in the checkpoint and {channels} in the network.", key);
    }

    private static CheckpointException Missing(string key) =>
        new(CheckpointProblem.MissingTensor, $"Tensor '{key}' is missing from the checkpoint.", key);
}
