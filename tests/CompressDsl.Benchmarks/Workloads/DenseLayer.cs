namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A fully connected layer.</summary>
/// <param name="Key">Name in the checkpoint.</param>
/// <param name="Weight"><c>[outputs, inputs]</c>.</param>
/// <param name="Bias"><c>[outputs]</c>.</param>
/// <param name="Relu">Whether a ReLU follows.</param>
internal sealed record DenseLayer(string Key, float[] Weight, float[] Bias, bool Relu)
{
    public int Outputs => Bias.Length;

    public int Inputs => Weight.Length / Bias.Length;

    /// <summary>The layer as textbooks write it.</summary>
    public float[] Run(ReadOnlySpan<float> input)
    {
        var result = new float[Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            double sum = Bias[o];
            for (var i = 0; i < Inputs; i++)
            {
                sum += (double)Weight[(o * Inputs) + i] * input[i];
            }

            result[o] = Relu ? Math.Max(0, (float)sum) : (float)sum;
        }

        return result;
    }
}
