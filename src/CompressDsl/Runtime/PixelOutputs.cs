namespace CompressDsl.Runtime.V1;

/// <summary>What <see cref="PixelMath"/> computes outputs with.</summary>
/// <param name="count">Outputs, a multiple of 4.</param>
/// <param name="weights">Pairs of words [outputs / 4][pairs of the window][4 outputs].</param>
/// <param name="biases">[outputs][16 pixels], all the same.</param>
/// <param name="scales">[outputs][16 pixels], all the same.</param>
public readonly unsafe struct PixelOutputs(int count, int* weights, int* biases, float* scales)
{
    /// <summary>Outputs.</summary>
    public int Count => count;

    /// <summary>Their weights.</summary>
    public int* Weights => weights;

    /// <summary>Their biases, for every pixel.</summary>
    public int* Biases => biases;

    /// <summary>Their scales, for every pixel.</summary>
    public float* Scales => scales;
}
