using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Weights on the levels of their codebook, as <see cref="WeightGrid"/> and <see cref="Codebook"/> define them, in place: the same bits, made
/// for every step of training.
/// </summary>
/// <param name="weight">A matrix or table with a codebook.</param>
internal sealed unsafe class CodebookKernel(WeightRecipe weight)
{
    private readonly WeightGrid grid = WeightGrid.Of(weight);
    private readonly sbyte[] quantized = new sbyte[weight.Count];
    private readonly int[] counts = new int[Codebook.Places];

    /// <summary>Replaces every weight by the nearest level times its scale.</summary>
    /// <param name="weights"><c>[rows, columns]</c>.</param>
    /// <param name="scales">The scales of the 8-bit grid.</param>
    public void Snap(float* weights, float[] scales)
    {
        Array.Clear(counts);
        for (var i = 0; i < quantized.Length; i++)
        {
            quantized[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scales[ScaleOf(i)]), -grid.Max, grid.Max);
            counts[quantized[i] + grid.Max]++;
        }

        var table = Codebook.Table(Codebook.Of(counts, weight.Bits));
        for (var i = 0; i < quantized.Length; i++) weights[i] = table[quantized[i] + grid.Max] * scales[ScaleOf(i)];
    }

    private int ScaleOf(int element) => grid.ScaleOf(element / grid.Columns, element % grid.Columns);
}
